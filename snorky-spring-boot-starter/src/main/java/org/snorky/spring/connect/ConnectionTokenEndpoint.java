package org.snorky.spring.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.snorky.protocol.WireJson;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.util.WebUtils;

/**
 * Gives the user who is logged in a token: {@code {"token": …, "expiresIn": milliseconds}}.
 *
 * <p>It changes nothing, and a page of another origin could not read what it answers, so a forged request is worth
 * nothing. One of such a page is refused all the same, unless the application's own CORS rules have let it in: they show in
 * the answer before it comes here.
 */
final class ConnectionTokenEndpoint implements HttpRequestHandler {

    private final ConnectionTokens tokens;
    private final ConnectionIdentity identity;

    ConnectionTokenEndpoint(ConnectionTokens tokens, ConnectionIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (isForeign(request, response)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            answer(request, response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal user = request.getUserPrincipal();
        String name = user == null ? null : identity.of(request);
        if (name == null) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        ConnectionToken token = tokens.issue(name);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(WireJson.mapper()
                        .writeValueAsBytes(WireJson.mapper()
                                .createObjectNode()
                                .put("token", token.token())
                                .put("expiresIn", token.expiresIn().toMillis())));
    }

    private static boolean isForeign(HttpServletRequest request, HttpServletResponse response) {
        return !WebUtils.isSameOrigin(new ServletServerHttpRequest(request))
                && response.getHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) == null;
    }
}
