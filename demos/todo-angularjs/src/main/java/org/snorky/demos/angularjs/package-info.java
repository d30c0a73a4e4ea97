/** The tasks of a todo list whose pages are made with AngularJS. */
@NullMarked
package org.snorky.demos.angularjs;

import org.jspecify.annotations.NullMarked;
