package org.snorky.spring.connect;

import java.time.Duration;

/**
 * What a client shows to the Snorky server when it connects.
 *
 * @param token a secret of the client, until it expires
 * @param expiresIn how long it is good
 */
public record ConnectionToken(String token, Duration expiresIn) {

    /** Without the token, which belongs in no log. */
    @Override
    public String toString() {
        return "ConnectionToken[expiresIn=" + expiresIn + "]";
    }
}
