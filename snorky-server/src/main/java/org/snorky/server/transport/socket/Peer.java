package org.snorky.server.transport.socket;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is known of a client from its handshake. */
record Peer(String id, String transport, @Nullable JsonNode identity, String remoteAddress) {}
