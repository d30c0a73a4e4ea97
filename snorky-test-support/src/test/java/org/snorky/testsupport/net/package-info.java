/** Tests of the networks that tests can break. */
@NullMarked
package org.snorky.testsupport.net;

import org.jspecify.annotations.NullMarked;
