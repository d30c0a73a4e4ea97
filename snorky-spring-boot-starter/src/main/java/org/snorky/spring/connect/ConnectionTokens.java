package org.snorky.spring.connect;

/**
 * Issues the tokens by which clients say at the Snorky server who they are.
 *
 * <p>The bean is there where {@code snorky.client.connection-tokens} has a secret or a private key; the server must know
 * the same secret, or the public key. Safe for all threads.
 */
@FunctionalInterface
public interface ConnectionTokens {

    /**
     * A token for a user whom the caller has authenticated.
     *
     * @param identity what the server will know the client by, and subscriptions are authorised for; usually the name of
     *     the user's principal
     */
    ConnectionToken issue(String identity);
}
