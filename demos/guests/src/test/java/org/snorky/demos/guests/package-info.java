/** Tests of the door. */
@NullMarked
package org.snorky.demos.guests;

import org.jspecify.annotations.NullMarked;
