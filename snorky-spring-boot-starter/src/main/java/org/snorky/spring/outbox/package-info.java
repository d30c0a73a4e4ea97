/** The durable way of changes to the server: a table, written by the transactions that change rows, relayed in order. */
@NullMarked
package org.snorky.spring.outbox;

import org.jspecify.annotations.NullMarked;
