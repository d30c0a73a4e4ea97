/** Inputs that nobody thought of, for everything that reads what strangers send. */
@NullMarked
package org.snorky.hostile.fuzz;

import org.jspecify.annotations.NullMarked;
