/** Shared cursors: who is where in a document. */
@NullMarked
package org.snorky.server.cursors;

import org.jspecify.annotations.NullMarked;
