package org.snorky.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snorky.protocol.SnorkyBackend;
import org.springframework.web.util.UriUtils;

/** {@code DELETE /backend/subscriptions/{token}}. */
final class CancelResource implements BackendResource {

    private static final String PREFIX = "/subscriptions/";

    private final SnorkyBackend backend;

    CancelResource(SnorkyBackend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public boolean isAt(String path) {
        return path.startsWith(PREFIX) && path.length() > PREFIX.length() && path.indexOf('/', PREFIX.length()) < 0;
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public CompletionStage<HttpAnswer> answer(String path, byte[] body) {
        if (!backend.cancel(token(path))) {
            throw Problem.noSuchSubscription();
        }
        return CompletableFuture.completedFuture(HttpAnswer.empty(204));
    }

    private static String token(String path) {
        try {
            return UriUtils.decode(path.substring(PREFIX.length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw Problem.noSuchSubscription();
        }
    }
}
