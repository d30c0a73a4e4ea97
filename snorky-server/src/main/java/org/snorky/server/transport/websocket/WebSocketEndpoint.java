package org.snorky.server.transport.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.server.identity.TokenlessRequest;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** WebSocket handshakes as Spring takes them, which learns, and logs, their address without the access token. */
public final class WebSocketEndpoint extends WebSocketHttpRequestHandler {

    private final Handshakes handshakes;
    private final DirectSockets sockets;

    /** @param interceptors the last of which has let a handshake pass before its socket is kept */
    public WebSocketEndpoint(
            WebSocketHandler handler,
            Handshakes handshakes,
            DirectSockets sockets,
            List<HandshakeInterceptor> interceptors) {
        super(handler, handshakes);
        this.handshakes = handshakes;
        this.sockets = sockets;
        List<HandshakeInterceptor> all = new ArrayList<>(interceptors);
        all.add(new SocketKeeper());
        setHandshakeInterceptors(all);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        super.handleRequest(sockets.prepare(handshakes.request(TokenlessRequest.of(request))), response);
    }

    private final class SocketKeeper implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            sockets.keep(((ServletServerHttpRequest) request).getServletRequest(), attributes);
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception failure) {}
    }
}
