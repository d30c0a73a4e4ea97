/** The tasks of a todo list whose page is made with Knockout. */
@NullMarked
package org.snorky.demos.knockout;

import org.jspecify.annotations.NullMarked;
