package org.snorky.server.config;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.transport.socket.ClientHandler;
import org.snorky.server.transport.socket.Heartbeat;
import org.snorky.server.transport.socket.OutboundLimits;
import org.snorky.server.transport.socket.SocketSettings;
import org.snorky.server.transport.socket.Turns;
import org.snorky.server.transport.socket.WayOut;
import org.snorky.server.transport.sockjs.BoundedPolling;
import org.snorky.server.transport.sockjs.SockJsEndpoint;
import org.snorky.server.transport.tomcat.TomcatSockets;
import org.snorky.server.transport.websocket.DirectSockets;
import org.snorky.server.transport.websocket.Handshakes;
import org.snorky.server.transport.websocket.WebSocketEndpoint;
import org.snorky.server.transport.websocket.WebSocketWays;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.sockjs.frame.JacksonJsonSockJsMessageCodec;
import org.springframework.web.socket.sockjs.transport.handler.DefaultSockJsService;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;

/** Makes the handlers of the frontend's URLs. */
final class FrontendEndpoints {

    /** A SockJS request quotes its messages within JSON, which may double them, and may bring several. */
    private static final int SOCKJS_POST_FACTOR = 8;

    private static final int SOCKJS_QUOTING_FACTOR = 2;

    private static final String TOMCAT_WEBSOCKET = "org.apache.tomcat.websocket.server.WsHttpUpgradeHandler";

    private final FrontendProperties properties;
    private final Supplier<MessageDispatcher> services;
    private final SnorkyThreads threads;
    private final SocketParts sockets;
    private final List<HandshakeInterceptor> interceptors;
    private final int messageSize;

    FrontendEndpoints(
            FrontendProperties properties,
            Supplier<MessageDispatcher> services,
            SnorkyThreads threads,
            SocketParts sockets,
            List<HandshakeInterceptor> interceptors) {
        this.properties = properties;
        this.services = services;
        this.threads = threads;
        this.sockets = sockets;
        this.interceptors = interceptors;
        this.messageSize = Math.toIntExact(properties.messageSize().toBytes());
    }

    HttpRequestHandler webSocket() {
        DirectSockets direct = directSockets();
        WebSocketWays ways = new WebSocketWays(
                messageSize, properties.outbound().sendTime(), direct, threads.shards(), threads.blockingWrites());
        Heartbeat heartbeat = new Heartbeat(
                properties.websocket().pingInterval(), properties.websocket().pongTimeout());
        return new WebSocketEndpoint(handler("websocket", ways, heartbeat), handshakes(), direct, interceptors);
    }

    private DirectSockets directSockets() {
        return ClassUtils.isPresent(TOMCAT_WEBSOCKET, FrontendEndpoints.class.getClassLoader())
                ? new TomcatSockets(threads.writers(), properties.outbound().closeTime(), threads.scheduler())
                : DirectSockets.NONE;
    }

    private Handshakes handshakes() {
        return new Handshakes(properties.websocket().compression());
    }

    HttpRequestHandler sockJs() {
        Handshakes handshakes = handshakes();
        DefaultSockJsService service = new DefaultSockJsService(
                new ConcurrentTaskScheduler(threads.sockJsScheduler()),
                new BoundedPolling(properties.sockjs().pollingBytes().toBytes()),
                new WebSocketTransportHandler(handshakes));
        service.setMessageCodec(new JacksonJsonSockJsMessageCodec(WireJson.mapper()));
        service.setHeartbeatTime(properties.sockjs().heartbeat().toMillis());
        service.setDisconnectDelay(properties.sockjs().disconnectDelay().toMillis());
        service.setHttpMessageCacheSize(properties.sockjs().pollingMessages());
        service.setSessionCookieNeeded(false);
        service.setAllowedOriginPatterns(properties.allowedOrigins());
        service.setHandshakeInterceptors(interceptors);
        return new SockJsEndpoint(
                service,
                handler("sockjs", this::sockJsWay, null),
                messageSize * SOCKJS_POST_FACTOR,
                handshakes::request);
    }

    private WayOut sockJsWay(WebSocketSession connection) {
        connection.setTextMessageSizeLimit(messageSize * SOCKJS_QUOTING_FACTOR);
        return new WayOut(
                BoundedPolling.writer(connection, threads.blockingWrites()), Turns.on(threads.blockingWrites()));
    }

    private ClientHandler handler(
            String transport, Function<WebSocketSession, WayOut> ways, @Nullable Heartbeat heartbeat) {
        FrontendProperties.OutboundProperties outbound = properties.outbound();
        OutboundLimits limits = new OutboundLimits(
                outbound.messages(),
                outbound.bytes().toBytes(),
                outbound.highMarkBytes(),
                outbound.sendTime(),
                outbound.closeTime());
        SocketSettings settings = new SocketSettings(
                messageSize,
                limits,
                heartbeat,
                properties.limits().idleTime(),
                sockets.meters(),
                sockets.memory(),
                sockets.refusals(),
                threads.closes(),
                System::nanoTime,
                InstantSource.system());
        return new ClientHandler(transport, services, ways, settings, sockets.sessions(), sockets.admission());
    }
}
