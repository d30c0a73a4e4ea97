/** A real Redis for tests, from binaries that come as a dependency, with the faults it can have. */
@NullMarked
package org.snorky.testsupport.redis;

import org.jspecify.annotations.NullMarked;
