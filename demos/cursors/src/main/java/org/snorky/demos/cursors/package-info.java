/** A board on which people who choose a name see where the others point. */
@NullMarked
package org.snorky.demos.cursors;

import org.jspecify.annotations.NullMarked;
