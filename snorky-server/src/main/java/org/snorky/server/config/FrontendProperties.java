package org.snorky.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snorky.server.transport.socket.ComeBackSpread;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Endpoints for browsers.
 *
 * @param allowedOrigins patterns of origins whose pages may connect, such as {@code https://*.example.org}; besides them
 *     always the server's own
 * @param anonymous whether clients may connect of whom nobody knows who they are; where not set, only if no JWT is
 *     configured
 * @param jwt the tokens by which clients say who they are
 * @param messageSize longest message taken from a client
 * @param websocket the WebSocket endpoint
 * @param sockjs the SockJS endpoint
 * @param script the browser client, served
 * @param inbound what one client may have waiting for services
 * @param outbound how far one client may fall behind
 * @param limits what clients may take of the server
 * @param shutdown when clients come back that are sent away
 */
public record FrontendProperties(
        @DefaultValue List<String> allowedOrigins,
        @Nullable Boolean anonymous,
        @DefaultValue @NestedConfigurationProperty JwtProperties jwt,
        @DefaultValue("64KB") DataSize messageSize,
        @DefaultValue WebSocketProperties websocket,
        @DefaultValue SockJsProperties sockjs,
        @DefaultValue ScriptProperties script,
        @DefaultValue InboundProperties inbound,
        @DefaultValue OutboundProperties outbound,
        @DefaultValue @NestedConfigurationProperty LimitProperties limits,
        @DefaultValue ShutdownProperties shutdown) {

    public FrontendProperties {
        Check.positive("snorky.frontend.message-size", messageSize.toBytes());
        limits.requireRoomFor(messageSize);
    }

    /** @param hasTokens whether clients can say who they are by tokens */
    boolean admitsAnonymous(boolean hasTokens) {
        return anonymous == null ? !hasTokens : anonymous;
    }

    /**
     * The WebSocket endpoint.
     *
     * @param enabled whether there is one
     * @param path where
     * @param pingInterval time between pings
     * @param pongTimeout how long a client may take to answer one before it counts as dead
     * @param compression whether to agree to permessage-deflate where clients offer it, which costs much time and memory
     * @param containerBuffers size of each of the buffers that Tomcat has for a connection; where not given, Tomcat's own.
     *     They are those of all connections of the port, and of all WebSockets of the process
     */
    public record WebSocketProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/ws") String path,
            @DefaultValue("25s") Duration pingInterval,
            @DefaultValue("20s") Duration pongTimeout,
            @DefaultValue("false") boolean compression,
            @Nullable DataSize containerBuffers) {

        /** A control frame and its head must fit. */
        private static final int SMALLEST_BUFFER = 256;

        public WebSocketProperties {
            Check.path("snorky.frontend.websocket.path", path);
            Check.positive("snorky.frontend.websocket.ping-interval", pingInterval);
            Check.positive("snorky.frontend.websocket.pong-timeout", pongTimeout);
            if (containerBuffers != null && containerBuffers.toBytes() < SMALLEST_BUFFER) {
                throw new IllegalArgumentException("snorky.frontend.websocket.container-buffers must be at least "
                        + SMALLEST_BUFFER + " bytes, not " + containerBuffers);
            }
        }
    }

    /**
     * The SockJS endpoint.
     *
     * @param enabled whether there is one
     * @param path the prefix of its URLs
     * @param heartbeat time of silence after which the server says something
     * @param disconnectDelay how long a client of a polling transport may be away before it counts as gone
     * @param pollingMessages how many messages wait for a client of a polling transport that is between two polls, in front
     *     of its queue
     * @param pollingBytes how long they are together
     */
    public record SockJsProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/sockjs") String path,
            @DefaultValue("25s") Duration heartbeat,
            @DefaultValue("5s") Duration disconnectDelay,
            @DefaultValue("1000") int pollingMessages,
            @DefaultValue("256KB") DataSize pollingBytes) {

        public SockJsProperties {
            Check.path("snorky.frontend.sockjs.path", path);
            Check.positive("snorky.frontend.sockjs.heartbeat", heartbeat);
            Check.positive("snorky.frontend.sockjs.disconnect-delay", disconnectDelay);
            Check.positive("snorky.frontend.sockjs.polling-messages", pollingMessages);
            Check.positive("snorky.frontend.sockjs.polling-bytes", pollingBytes.toBytes());
        }
    }

    /**
     * The browser client, served, and its adapters beside it.
     *
     * @param enabled whether it is
     * @param path where
     */
    public record ScriptProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/snorky.js") String path) {

        public ScriptProperties {
            Check.path("snorky.frontend.script.path", path);
        }
    }

    /**
     * What one client may have waiting for services; beyond it a message is refused as {@code overloaded}.
     *
     * @param messages count of messages
     * @param bytes sum of their sizes
     */
    public record InboundProperties(
            @DefaultValue("256") int messages,
            @DefaultValue("1MB") DataSize bytes) {

        public InboundProperties {
            Check.positive("snorky.frontend.inbound.messages", messages);
            Check.positive("snorky.frontend.inbound.bytes", bytes.toBytes());
        }
    }

    /**
     * How far one client may fall behind.
     *
     * @param messages count of messages that wait for it before its connection is closed
     * @param bytes sum of their sizes
     * @param highMark bytes from which on changes of rows wait aside, where those of one row become one; a quarter of the
     *     bytes unless given
     * @param totalBytes what may wait for all clients together, each message counted once; a quarter of the heap unless
     *     given
     * @param sendTime how long it may take nothing before its connection is closed
     * @param closeTime how long a closing connection may take for what is queued
     */
    public record OutboundProperties(
            @DefaultValue("50000") int messages,
            @DefaultValue("4MB") DataSize bytes,
            @Nullable DataSize highMark,
            @Nullable DataSize totalBytes,
            @DefaultValue("10s") Duration sendTime,
            @DefaultValue("5s") Duration closeTime) {

        public OutboundProperties {
            Check.positive("snorky.frontend.outbound.messages", messages);
            Check.positive("snorky.frontend.outbound.bytes", bytes.toBytes());
            highMark = highMark == null ? DataSize.ofBytes(Math.max(1, bytes.toBytes() / 4)) : highMark;
            Check.positive("snorky.frontend.outbound.high-mark", highMark.toBytes());
            if (highMark.compareTo(bytes) > 0) {
                throw new IllegalArgumentException("snorky.frontend.outbound.high-mark (" + highMark
                        + ") must not be above snorky.frontend.outbound.bytes (" + bytes + ")");
            }
            Check.positive("snorky.frontend.outbound.total-bytes", totalBytes == null ? 1 : totalBytes.toBytes());
            Check.positive("snorky.frontend.outbound.send-time", sendTime);
            Check.positive("snorky.frontend.outbound.close-time", closeTime);
        }

        /** @param heap what the process may take, in bytes */
        long totalLimit(long heap) {
            return totalBytes == null ? heap / 4 : totalBytes.toBytes();
        }

        long highMarkBytes() {
            return Objects.requireNonNull(highMark).toBytes();
        }
    }

    /**
     * When clients come back that are sent away because the server stops.
     *
     * @param reconnectsPerSecond how many of them may in a second
     * @param longestSpread the longest they are told to stay away, so that with very many more come in a second
     */
    public record ShutdownProperties(
            @DefaultValue("1000") int reconnectsPerSecond,
            @DefaultValue("30s") Duration longestSpread) {

        public ShutdownProperties {
            Check.positive("snorky.frontend.shutdown.reconnects-per-second", reconnectsPerSecond);
            Check.positive("snorky.frontend.shutdown.longest-spread", longestSpread);
        }

        ComeBackSpread spread(RandomGenerator random) {
            return new ComeBackSpread(reconnectsPerSecond, longestSpread, random);
        }
    }
}
