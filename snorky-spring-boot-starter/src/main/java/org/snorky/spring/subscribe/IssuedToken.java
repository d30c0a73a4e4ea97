package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.springframework.http.HttpHeaders;

/** The token that a request was given, and the response headers that go with it. */
final class IssuedToken {

    private static final String ATTRIBUTE = IssuedToken.class.getName();
    private static final String NO_STORE = "no-store";

    private IssuedToken() {}

    static void issue(String token, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ATTRIBUTE, token);
        response.setHeader(SnorkyHeaders.SUBSCRIPTION_TOKEN, token);
        response.setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        response.addHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SnorkyHeaders.SUBSCRIPTION_TOKEN);
    }

    static @Nullable String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String token ? token : null;
    }

    /** Keeps the token out of caches, whatever the handler said of them. */
    static void forbidStoring(HttpHeaders headers) {
        headers.setCacheControl(NO_STORE);
    }

    /** Takes the token back: out of the response if it is still here, and at the server. */
    static void withdraw(HttpServletRequest request, HttpServletResponse response, SubscriptionIssuer issuer) {
        String token = of(request);
        if (token == null) {
            return;
        }
        request.removeAttribute(ATTRIBUTE);
        if (!response.isCommitted()) {
            response.setHeader(SnorkyHeaders.SUBSCRIPTION_TOKEN, null);
        }
        issuer.withdraw(token);
    }
}
