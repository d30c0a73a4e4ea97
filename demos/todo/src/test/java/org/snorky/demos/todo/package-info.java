/** Tests of the todo demo: its API, and its page in a real browser. */
@NullMarked
package org.snorky.demos.todo;

import org.jspecify.annotations.NullMarked;
