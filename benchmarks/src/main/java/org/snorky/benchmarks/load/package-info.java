/** A load client for WebSocket servers on this machine: one thread a loop, which sees each message and misses none. */
@NullMarked
package org.snorky.benchmarks.load;

import org.jspecify.annotations.NullMarked;
