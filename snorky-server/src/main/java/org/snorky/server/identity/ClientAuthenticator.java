package org.snorky.server.identity;

import org.snorky.server.session.ClientIdentity;

/**
 * Decides from its handshake who a client is, and whether it may connect at all.
 *
 * <p>A bean of this type takes the place of the server's own way: a JWT if there is one, or else the user who is logged in
 * to the application around, or else nobody in particular, where that is allowed. It is asked once for each connection, on
 * the thread of the request, which it may block, and by many at once.
 */
@FunctionalInterface
public interface ClientAuthenticator {

    /** @throws HandshakeRefusedException if the client may not connect */
    ClientIdentity authenticate(Handshake handshake);
}
