package org.snorky.server.config;

import org.snorky.server.transport.http.BackendKeys;
import org.snorky.server.transport.http.UnsafeBackendKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which backend key is unsafe and how to get a good one. */
final class UnsafeBackendKeyAnalyzer extends AbstractFailureAnalyzer<UnsafeBackendKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsafeBackendKeyException cause) {
        return new FailureAnalysis(
                "The Snorky server would not be protected: " + cause.getMessage() + ".",
                "Set snorky.backend.keys (SNORKY_BACKEND_KEYS) to keys of at least " + BackendKeys.MIN_LENGTH
                        + " characters that nobody can guess, such as 'openssl rand -hex 32' gives; or put them into files,"
                        + " which snorky.backend.key-files names; or leave both out, and a key is made up at each start.",
                cause);
    }
}
