/** Tests of the wire examples themselves, and of what reads them. */
@NullMarked
package org.snorky.testsupport.wire;

import org.jspecify.annotations.NullMarked;
