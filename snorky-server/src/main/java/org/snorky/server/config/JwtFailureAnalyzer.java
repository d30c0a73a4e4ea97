package org.snorky.server.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says at start what is wrong with the keys by which access tokens are checked, and how to get good ones. */
final class JwtFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingJwtSupportException) {
                return new FailureAnalysis(
                        cause.getMessage() + ".",
                        "Add the dependency org.springframework.security:spring-security-oauth2-jose to this application;"
                                + " the standalone server has it.",
                        cause);
            }
            if (cause.getClass().getName().equals("org.snorky.server.identity.jwt.UnsafeSecretException")) {
                return new FailureAnalysis(
                        cause.getMessage() + ": anybody could make tokens.",
                        "Set snorky.frontend.jwt.secret (SNORKY_FRONTEND_JWT_SECRET) to at least 32 bytes that nobody can"
                                + " guess, such as 'openssl rand -hex 32' gives, and whoever issues tokens to the same.",
                        cause);
            }
        }
        return null;
    }
}
