/** Servers under test: how each is started, and how clients talk to it. */
@NullMarked
package org.snorky.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
