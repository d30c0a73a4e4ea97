package org.snorky.server.identity.jwt;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import java.time.Duration;
import java.time.Instant;
import org.snorky.protocol.WireJson;
import org.snorky.server.identity.AccessTokens;
import org.snorky.server.identity.InvalidAccessTokenException;
import org.snorky.server.session.ClientIdentity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens that are JWTs: a claim is the identity, and {@code exp} is the end.
 *
 * <p>A token without an end is refused, for it would let in for good whoever once read it in a log.
 */
public final class JwtAccessTokens implements AccessTokens {

    private final JwtDecoder decoder;
    private final String identityClaim;
    private final Duration clockSkew;

    /**
     * @param decoder checks signature, times, issuer and audience
     * @param identityClaim name of the claim that is the identity, any JSON value but null
     * @param clockSkew how much longer than it says a token counts, which the decoder must know as well
     */
    public JwtAccessTokens(JwtDecoder decoder, String identityClaim, Duration clockSkew) {
        this.decoder = decoder;
        this.identityClaim = identityClaim;
        this.clockSkew = clockSkew;
    }

    @Override
    public ClientIdentity verify(String token) {
        Jwt jwt = decode(token);
        Instant end = jwt.getExpiresAt();
        JsonNode identity = WireJson.mapper().valueToTree(jwt.getClaims().get(identityClaim));
        if (end == null) {
            throw new InvalidAccessTokenException(new BadJwtException("The token never expires"));
        }
        if (identity.isNull() || (identity.isString() && identity.stringValue().isBlank())) {
            throw new InvalidAccessTokenException(new BadJwtException("The token has no claim " + identityClaim));
        }
        return new ClientIdentity(identity, end.plus(clockSkew));
    }

    private Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException invalid) {
            throw new InvalidAccessTokenException(invalid);
        } catch (JwtException failed) {
            if (isOfUnknownKey(failed)) {
                throw new InvalidAccessTokenException(failed);
            }
            throw failed;
        }
    }

    /** Its key is not among those just fetched: they are not fetched again for everybody who makes up a key. */
    private static boolean isOfUnknownKey(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }
}
