/** The totally ordered log of deltas, read from a position. */
@NullMarked
package org.snorky.server.datasync.log;

import org.jspecify.annotations.NullMarked;
