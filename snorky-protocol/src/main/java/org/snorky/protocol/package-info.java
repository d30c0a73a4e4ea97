/** The messages that clients, backends and the server exchange, as values and as JSON. */
@NullMarked
package org.snorky.protocol;

import org.jspecify.annotations.NullMarked;
