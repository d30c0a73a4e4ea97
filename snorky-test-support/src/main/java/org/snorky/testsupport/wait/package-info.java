/** How tests wait for what really happens. */
@NullMarked
package org.snorky.testsupport.wait;

import org.jspecify.annotations.NullMarked;
