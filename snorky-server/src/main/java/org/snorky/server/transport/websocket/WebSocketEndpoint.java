package org.snorky.server.transport.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.snorky.server.identity.TokenlessRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** WebSocket handshakes as Spring takes them, which learns, and logs, their address without the access token. */
public final class WebSocketEndpoint extends WebSocketHttpRequestHandler {

    public WebSocketEndpoint(WebSocketHandler handler) {
        super(handler);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        super.handleRequest(TokenlessRequest.of(request), response);
    }
}
