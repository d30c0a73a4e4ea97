/** The way of a delta from the log to the sessions whose subscriptions it concerns. */
@NullMarked
package org.snorky.server.datasync.routing;

import org.jspecify.annotations.NullMarked;
