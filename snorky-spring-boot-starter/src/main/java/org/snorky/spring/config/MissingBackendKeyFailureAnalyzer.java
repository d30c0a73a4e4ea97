package org.snorky.spring.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to give a key, or do without. */
final class MissingBackendKeyFailureAnalyzer extends AbstractFailureAnalyzer<MissingBackendKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingBackendKeyException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ", and no server is embedded in this application.",
                """
                Do one of these:
                  - set snorky.client.key to one of the server's snorky.backend.keys (and snorky.client.url, if it is not %s)
                  - add the dependency org.snorky:snorky-server to embed the server
                  - in a test, annotate the test class with @AutoConfigureSnorkyRecorder
                  - set snorky.client.enabled to false""".formatted(cause.url()),
                cause);
    }
}
