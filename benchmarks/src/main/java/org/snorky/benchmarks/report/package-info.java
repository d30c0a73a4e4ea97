/** What was measured, as tables, a file of all runs, and a plot. */
@NullMarked
package org.snorky.benchmarks.report;

import org.jspecify.annotations.NullMarked;
