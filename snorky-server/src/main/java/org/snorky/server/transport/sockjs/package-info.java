/** The SockJS endpoint, for browsers and networks without WebSocket. */
@NullMarked
package org.snorky.server.transport.sockjs;

import org.jspecify.annotations.NullMarked;
