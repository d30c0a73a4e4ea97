/** Places in ordered sequences, as clients hold them. */
@NullMarked
package org.snorky.server.position;

import org.jspecify.annotations.NullMarked;
