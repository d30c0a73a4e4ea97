package org.snorky.server.transport.sockjs;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.snorky.server.identity.TokenlessRequest;
import org.snorky.server.transport.BoundedBody;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.SockJsService;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * SockJS as Spring serves it, with a bound on what clients post, and without the iframe page, which would run a script of
 * a foreign host in our origin for browsers older than CORS.
 */
public final class SockJsEndpoint extends SockJsHttpRequestHandler {

    private final int maxPost;
    private final UnaryOperator<HttpServletRequest> handshakes;

    /**
     * @param maxPost most bytes of one request, which may bring several messages
     * @param handshakes the request by which the container takes part in a handshake
     */
    public SockJsEndpoint(
            SockJsService service,
            WebSocketHandler handler,
            int maxPost,
            UnaryOperator<HttpServletRequest> handshakes) {
        super(service, handler);
        this.maxPost = maxPost;
        this.handshakes = handshakes;
    }

    @Override
    public void handleRequest(HttpServletRequest original, HttpServletResponse response)
            throws ServletException, IOException {
        HttpServletRequest request = TokenlessRequest.of(original);
        String path = request.getRequestURI();
        String transport = path.substring(path.lastIndexOf('/') + 1);
        if (transport.startsWith("iframe")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getMethod().equals("POST")) {
            byte[] body = BoundedBody.read(request, maxPost);
            if (body == null) {
                response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                super.handleRequest(new BufferedRequest(request, body), response);
            }
        } else if (transport.equals("websocket")) {
            super.handleRequest(handshakes.apply(request), response);
        } else {
            super.handleRequest(new AddressedRequest(request), response);
        }
    }
}
