package org.snorky.server.transport.socket;

import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Refuses what pages of other origins ask for without saying whose they are, as for a picture or a frame: they could not
 * read the answer, yet they would open connections in their visitors' name. Browsers tell by {@code Sec-Fetch-Site}.
 */
public final class ForeignPageInterceptor implements HandshakeGate {

    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        String site = request.getHeaders().getFirst("Sec-Fetch-Site");
        if (request.getHeaders().getOrigin() != null || site == null || !FOREIGN.contains(site)) {
            return true;
        }
        response.setStatusCode(HttpStatus.FORBIDDEN);
        return false;
    }
}
