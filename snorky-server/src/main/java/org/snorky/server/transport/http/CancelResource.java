package org.snorky.server.transport.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snorky.protocol.SnorkyBackend;

/** {@code DELETE /backend/subscriptions/{token}}; once gone, the same again is no error, so that it can be repeated. */
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
        backend.cancel(URLDecoder.decode(path.substring(PREFIX.length()), StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(HttpAnswer.empty(204));
    }
}
