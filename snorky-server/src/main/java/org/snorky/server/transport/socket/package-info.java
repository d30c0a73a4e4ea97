/** What WebSocket and SockJS connections have in common: a queue towards the client, and messages from it. */
@NullMarked
package org.snorky.server.transport.socket;

import org.jspecify.annotations.NullMarked;
