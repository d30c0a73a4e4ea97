/** The way of an application's changes to the server: gathered per transaction, ordered per row, queued, sent. */
@NullMarked
package org.snorky.spring.publish;

import org.jspecify.annotations.NullMarked;
