package org.snorky.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose query has no access token any more.
 *
 * <p>A browser cannot set headers on a WebSocket, so the token comes in the query, and queries end up in logs and in the
 * texts of sessions. What lies behind this request knows the address without it.
 */
public final class TokenlessRequest extends HttpServletRequestWrapper {

    /** The name of the parameter. */
    public static final String PARAMETER = "access_token";

    private static final String TOKENS = TokenlessRequest.class.getName();

    private final @Nullable String query;

    private TokenlessRequest(HttpServletRequest request, @Nullable String query) {
        super(request);
        this.query = query;
    }

    /** The request itself where there is nothing to take out. */
    public static HttpServletRequest of(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return request;
        }
        List<String> kept = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decode(equals < 0 ? pair : pair.substring(0, equals)).equals(PARAMETER)) {
                tokens.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } else {
                kept.add(pair);
            }
        }
        if (tokens.isEmpty()) {
            return request;
        }
        request.setAttribute(TOKENS, List.copyOf(tokens));
        return new TokenlessRequest(request, kept.isEmpty() ? null : String.join("&", kept));
    }

    /** What was taken out of the request, or of the one it wraps. */
    @SuppressWarnings("unchecked")
    static List<String> tokens(HttpServletRequest request) {
        return request.getAttribute(TOKENS) instanceof List<?> tokens ? (List<String>) tokens : List.of();
    }

    /** Text that is not well encoded is what it looks like; it matches nothing then. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return name.equals(PARAMETER) ? null : super.getParameter(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return name.equals(PARAMETER) ? null : super.getParameterValues(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
        parameters.remove(PARAMETER);
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }
}
