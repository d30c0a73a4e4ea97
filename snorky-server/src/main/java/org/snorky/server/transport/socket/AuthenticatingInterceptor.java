package org.snorky.server.transport.socket;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.identity.Handshake;
import org.snorky.server.identity.HandshakeRefusedException;
import org.snorky.server.session.ClientIdentity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;

/** Finds out who wants to connect, and keeps it among the attributes of the connection. */
public final class AuthenticatingInterceptor implements HandshakeGate {

    private static final Logger log = LoggerFactory.getLogger(AuthenticatingInterceptor.class);

    private static final String IDENTITY = ClientIdentity.class.getName();

    private final ClientAuthenticator authenticator;

    public AuthenticatingInterceptor(ClientAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who a connection belongs to, from its attributes; to be asked by what comes after this. */
    public static ClientIdentity identity(Map<String, Object> attributes) {
        return attributes.get(IDENTITY) instanceof ClientIdentity identity ? identity : ClientIdentity.ANONYMOUS;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        try {
            attributes.put(
                    IDENTITY,
                    authenticator.authenticate(Handshake.of(((ServletServerHttpRequest) request).getServletRequest())));
            return true;
        } catch (HandshakeRefusedException refused) {
            log.debug("Connection of {} refused: {}", request.getRemoteAddress(), refused.getMessage());
            response.setStatusCode(HttpStatus.valueOf(refused.status()));
            if (refused.status() == HttpStatus.UNAUTHORIZED.value()) {
                response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            } else if (refused.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                response.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
            }
            return false;
        }
    }
}
