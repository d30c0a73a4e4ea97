/** Tests of the board, in a browser. */
@NullMarked
package org.snorky.demos.cursors;

import org.jspecify.annotations.NullMarked;
