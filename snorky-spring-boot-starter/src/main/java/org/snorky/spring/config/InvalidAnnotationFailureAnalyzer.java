package org.snorky.spring.config;

import org.jspecify.annotations.Nullable;
import org.snorky.spring.entity.InvalidSubscribableException;
import org.snorky.spring.subscribe.InvalidSubscribeException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says which annotation cannot be used, and how it is meant. */
final class InvalidAnnotationFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSubscribeException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Name a dealer of the server, or a model for its default dealer, and give the query as a SpEL"
                                + " expression, such as @Subscribe(dealer = \"Task\", query = \"{'==', 'project.id', #id}\").",
                        cause);
            }
            if (cause instanceof InvalidSubscribableException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Name one of view, projection and mapper as the documentation of @Subscribable describes them.",
                        cause);
            }
        }
        return null;
    }
}
