package org.snorky.spring.config;

/** No key for a server that is not in the same process. */
final class MissingBackendKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String url;

    MissingBackendKeyException(String url) {
        super("No backend key is configured for the Snorky server at " + url);
        this.url = url;
    }

    String url() {
        return url;
    }
}
