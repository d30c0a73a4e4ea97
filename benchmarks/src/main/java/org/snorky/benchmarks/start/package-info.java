/** How soon a server takes its first client, and what memory it has by then. */
@NullMarked
package org.snorky.benchmarks.start;

import org.jspecify.annotations.NullMarked;
