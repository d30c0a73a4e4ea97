/** What is measured: each scenario treats all peers alike, in rounds. */
@NullMarked
package org.snorky.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
