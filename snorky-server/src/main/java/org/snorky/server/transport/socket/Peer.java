package org.snorky.server.transport.socket;

import org.snorky.server.session.ClientIdentity;

/** What is known of a client from its handshake. */
record Peer(String id, String transport, ClientIdentity identity, String remoteAddress) {}
