/** The service {@code snorky}, in which a client and the server speak of their connection. */
@NullMarked
package org.snorky.server.connection;

import org.jspecify.annotations.NullMarked;
