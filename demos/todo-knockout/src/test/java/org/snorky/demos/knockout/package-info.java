/** Tests of the Knockout demo in a real browser. */
@NullMarked
package org.snorky.demos.knockout;

import org.jspecify.annotations.NullMarked;
