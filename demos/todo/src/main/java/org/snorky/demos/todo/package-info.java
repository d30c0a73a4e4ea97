/** A todo list whose pages show the same tasks at all times. */
@NullMarked
package org.snorky.demos.todo;

import org.jspecify.annotations.NullMarked;
