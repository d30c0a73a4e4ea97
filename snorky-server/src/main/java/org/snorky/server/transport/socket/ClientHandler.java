package org.snorky.server.transport.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** Brings the connections of one transport to the services of one registry. */
public final class ClientHandler implements WebSocketHandler {

    private static final Logger log = LoggerFactory.getLogger(ClientHandler.class);

    private static final String LINK = ClientHandler.class.getName();
    private static final String PLACE = Admission.Place.class.getName();
    private static final CloseReason TEXT_ONLY = new CloseReason(1003, "Text only");

    private final String transport;
    private final Supplier<MessageDispatcher> services;
    private final Function<WebSocketSession, WayOut> ways;
    private final SocketSettings settings;
    private final OpenSessions sessions;
    private final Admission admission;

    /**
     * @param services asked at the first connection
     * @param ways chooses how a connection is written to
     */
    public ClientHandler(
            String transport,
            Supplier<MessageDispatcher> services,
            Function<WebSocketSession, WayOut> ways,
            SocketSettings settings,
            OpenSessions sessions,
            Admission admission) {
        this.transport = transport;
        this.services = services;
        this.ways = ways;
        this.settings = settings;
        this.sessions = sessions;
        this.admission = admission;
    }

    /** Containers otherwise set aside a buffer of the greatest message's size for each connection. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession connection) throws IOException {
        ClientIdentity identity = AuthenticatingInterceptor.identity(connection.getAttributes());
        Admission.Place place = admission.enter(connection, identity.value());
        if (place == null) {
            CloseReason full = CloseReason.TOO_MANY_CONNECTIONS;
            connection.close(new CloseStatus(full.code(), full.text()));
            return;
        }
        connection.getAttributes().put(PLACE, place);
        WayOut way = ways.apply(connection);
        SocketSession session = new SocketSession(
                new Peer(connection.getId(), transport, identity, address(connection)), way, settings);
        ClientLink link =
                new ClientLink(session, services.get().connect(session), settings.messageSize(), settings.refusals());
        connection.getAttributes().put(LINK, link);
        sessions.add(session);
    }

    @Override
    public void handleMessage(WebSocketSession connection, WebSocketMessage<?> message) {
        ClientLink link = link(connection);
        if (link == null) {
            return;
        }
        if (message instanceof TextMessage text) {
            link.receive(text.asBytes(), text.isLast());
        } else if (message instanceof PongMessage) {
            link.session().heard();
        } else if (message instanceof BinaryMessage) {
            link.session().close(TEXT_ONLY);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession connection, Throwable error) {
        // Not the connection itself, whose text has the address it came to.
        log.debug("Connection {} is broken", connection.getId(), error);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession connection, CloseStatus status) {
        ClientLink link = link(connection);
        if (link != null) {
            link.disconnected();
            sessions.remove(link.session());
        }
        if (connection.getAttributes().get(PLACE) instanceof Admission.Place place) {
            place.leave();
        }
    }

    private static @Nullable ClientLink link(WebSocketSession connection) {
        return (ClientLink) connection.getAttributes().get(LINK);
    }

    private static String address(WebSocketSession connection) {
        InetSocketAddress address = connection.getRemoteAddress();
        return address == null ? "" : address.getHostString();
    }
}
