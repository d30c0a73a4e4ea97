package org.snorky.server.transport.socket;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;

/** Turns clients away while the server stops: 503, so that they and proxies try elsewhere or later. */
public final class AcceptingInterceptor implements HandshakeGate {

    private final OpenSessions sessions;

    public AcceptingInterceptor(OpenSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        if (sessions.isAccepting()) {
            return true;
        }
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
        return false;
    }
}
