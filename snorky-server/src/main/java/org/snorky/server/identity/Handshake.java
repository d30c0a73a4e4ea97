package org.snorky.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A client's wish to connect.
 *
 * @param request the HTTP request; the parameter {@code access_token} is taken out of its query already
 * @param accessToken from the header {@code Authorization: Bearer} or from that parameter, or null where there is none
 */
public record Handshake(
        HttpServletRequest request, @Nullable String accessToken) {

    private static final String BEARER = "Bearer ";

    /** @throws HandshakeRefusedException if there is more than one token, of which nobody could say which one counts */
    public static Handshake of(HttpServletRequest request) {
        List<String> tokens = new ArrayList<>(TokenlessRequest.tokens(request));
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            tokens.add(header.substring(BEARER.length()).strip());
        }
        if (tokens.size() > 1) {
            throw HandshakeRefusedException.unauthorized("There is more than one access token");
        }
        return new Handshake(request, tokens.isEmpty() ? null : tokens.get(0));
    }

    /** Who is logged in to the application around, or null where nobody is, or there is none. */
    public @Nullable Principal principal() {
        return request.getUserPrincipal();
    }

    /** Without the token, which belongs in no log. */
    @Override
    public String toString() {
        return "Handshake[" + request.getRequestURI() + (accessToken == null ? "" : ", with a token") + "]";
    }
}
