package org.snorky.server.identity;

import org.snorky.server.session.ClientIdentity;

/**
 * Says whose a token is that a client presents: when it connects, and again when it refreshes.
 *
 * <p>The server's own are JWTs; a bean of this type takes their place. It is called by many threads at once, and may block
 * for a bounded time.
 */
@FunctionalInterface
public interface AccessTokens {

    /**
     * @return whose it is and until when; the connection ends then
     * @throws InvalidAccessTokenException if it is nobody's
     * @throws RuntimeException if that cannot be found out now
     */
    ClientIdentity verify(String token);
}
