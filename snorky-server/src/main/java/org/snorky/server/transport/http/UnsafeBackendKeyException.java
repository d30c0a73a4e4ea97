package org.snorky.server.transport.http;

/**
 * A configured key that would not protect the backend, or a file of keys that gives none. Its message names the key by its
 * place, never the key.
 */
public final class UnsafeBackendKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsafeBackendKeyException(String message) {
        super(message);
    }
}
