/** Dealers: what a query means for the rows of a model. */
@NullMarked
package org.snorky.server.datasync.dealer;

import org.jspecify.annotations.NullMarked;
