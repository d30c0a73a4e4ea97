package org.snorky.server.transport.http;

/** A configured key that would not protect the backend. Its message names the key by its place, never the key. */
public final class UnsafeBackendKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsafeBackendKeyException(int index, String why) {
        super("snorky.backend.keys[" + index + "] " + why);
    }
}
