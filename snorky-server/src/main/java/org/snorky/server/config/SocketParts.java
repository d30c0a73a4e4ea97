package org.snorky.server.config;

import org.snorky.server.limit.Refusals;
import org.snorky.server.transport.socket.Admission;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.OutboundMemory;
import org.snorky.server.transport.socket.SocketMeters;

/** What the sockets of all transports share, and hold to the limits of all clients together. */
record SocketParts(
        OpenSessions sessions, Admission admission, OutboundMemory memory, SocketMeters meters, Refusals refusals) {}
