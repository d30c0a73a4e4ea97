/** The command line: what to measure, with whom, and how much. */
@NullMarked
package org.snorky.benchmarks.run;

import org.jspecify.annotations.NullMarked;
