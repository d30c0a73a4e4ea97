/** What a cluster of so many nodes can hold, and what becomes of it when one of them goes: formulas, and a simulation. */
@NullMarked
package org.snorky.benchmarks.capacity;

import org.jspecify.annotations.NullMarked;
