/** A real PostgreSQL for tests, from binaries that come as dependencies. */
@NullMarked
package org.snorky.testsupport.postgres;

import org.jspecify.annotations.NullMarked;
