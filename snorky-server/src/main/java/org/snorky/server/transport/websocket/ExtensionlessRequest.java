package org.snorky.server.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A handshake that offers no extension: Tomcat agrees to compression by what the client offers, whatever Spring agreed to. */
final class ExtensionlessRequest extends HttpServletRequestWrapper {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    ExtensionlessRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !EXTENSIONS.equalsIgnoreCase(name))
                .toList());
    }
}
