/** What servers take of the machine, from its own accounting. */
@NullMarked
package org.snorky.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
