/**
 * The wire examples: what clients, backends and server say to each other, step by step, as data by which every
 * implementation of the protocol is tested.
 *
 * <p>The examples lie beside {@code org/snorky/wire} as one JSON file a topic; the {@code README.md} there tells their
 * format. This package reads them and compares what was said with what should have been.
 */
@NullMarked
package org.snorky.testsupport.wire;

import org.jspecify.annotations.NullMarked;
