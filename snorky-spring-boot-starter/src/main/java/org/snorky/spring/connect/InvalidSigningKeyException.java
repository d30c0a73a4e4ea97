package org.snorky.spring.connect;

/** A key that cannot sign tokens, or would not protect them. Its message never has the key. */
public final class InvalidSigningKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidSigningKeyException(String message) {
        super(message);
    }
}
