package org.snorky.server.identity.jwt;

/** A shared secret that anybody could guess. Its message never has the secret. */
public final class UnsafeSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsafeSecretException(String why) {
        super("The secret by which access tokens are signed " + why);
    }
}
