/** Benchmarks of single parts, by JMH. */
@NullMarked
package org.snorky.benchmarks;

import org.jspecify.annotations.NullMarked;
