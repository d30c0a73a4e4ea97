/** The filters of many subscriptions, found by the rows that they match. */
@NullMarked
package org.snorky.server.datasync.index;

import org.jspecify.annotations.NullMarked;
