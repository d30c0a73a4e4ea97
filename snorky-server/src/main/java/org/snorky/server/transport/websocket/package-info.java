/** The WebSocket endpoint. */
@NullMarked
package org.snorky.server.transport.websocket;

import org.jspecify.annotations.NullMarked;
