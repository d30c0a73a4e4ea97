package org.snorky.server.identity;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientIdentity;

/**
 * The server's own way to tell who a client is: by its access token, or else by the user who is logged in to the
 * application around, or else nobody in particular, where that is allowed.
 *
 * <p>A token that is invalid is refused even if somebody is logged in, for it was meant to say who comes.
 */
public final class TokenOrUser implements ClientAuthenticator {

    private final @Nullable AccessTokens tokens;
    private final boolean anonymous;

    /** @param tokens null where tokens mean nothing here, and are left to the application around */
    public TokenOrUser(@Nullable AccessTokens tokens, boolean anonymous) {
        this.tokens = tokens;
        this.anonymous = anonymous;
    }

    @Override
    public ClientIdentity authenticate(Handshake handshake) {
        String token = handshake.accessToken();
        if (tokens != null && token != null) {
            return verify(tokens, token);
        }
        Principal user = handshake.principal();
        if (user != null) {
            return ClientIdentity.of(user.getName());
        }
        if (!anonymous) {
            throw HandshakeRefusedException.unauthorized("There is no access token, and nobody is logged in");
        }
        return ClientIdentity.ANONYMOUS;
    }

    private static ClientIdentity verify(AccessTokens tokens, String token) {
        try {
            return tokens.verify(token);
        } catch (InvalidAccessTokenException invalid) {
            throw HandshakeRefusedException.unauthorized(
                    invalid.getCause() == null
                            ? invalid.getMessage()
                            : String.valueOf(invalid.getCause().getMessage()),
                    invalid);
        }
    }
}
