/** Tests of the AngularJS demo in a real browser. */
@NullMarked
package org.snorky.demos.angularjs;

import org.jspecify.annotations.NullMarked;
