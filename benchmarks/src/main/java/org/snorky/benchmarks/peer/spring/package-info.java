/** Applications that broadcast with what Spring has, as its documentation shows it; each a process of its own. */
@NullMarked
package org.snorky.benchmarks.peer.spring;

import org.jspecify.annotations.NullMarked;
