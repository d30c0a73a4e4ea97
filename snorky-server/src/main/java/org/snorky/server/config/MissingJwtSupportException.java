package org.snorky.server.config;

/** JWTs are configured, and what checks them is not on the class path. */
final class MissingJwtSupportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingJwtSupportException() {
        super("snorky.frontend.jwt is set, but Spring Security's support of JWTs is not on the class path");
    }
}
