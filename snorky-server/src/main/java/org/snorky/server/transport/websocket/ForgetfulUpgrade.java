package org.snorky.server.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * The upgrade of a connection that does not remember its handshake.
 *
 * <p>Spring and the container would each keep a copy of all headers, cookies included, for as long as the connection lasts:
 * several KB of what nobody asks for once the interceptors have seen it.
 */
public final class ForgetfulUpgrade extends StandardWebSocketUpgradeStrategy {

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        super.upgrade(
                new Forgotten(getHttpServletRequest(request)),
                response,
                protocol,
                extensions,
                user,
                handler,
                attributes);
    }

    /** A handshake of which only what is asked for by name is still known. */
    private static final class Forgotten extends ServletServerHttpRequest {

        Forgotten(HttpServletRequest request) {
            super(new Nameless(request));
        }

        @Override
        @SuppressWarnings("NullAway") // who asks expects that it may be missing
        public InetSocketAddress getLocalAddress() {
            return null;
        }
    }

    private static final class Nameless extends HttpServletRequestWrapper {

        Nameless(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.emptyEnumeration();
        }
    }
}
