package org.snorky.server.transport.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A {@code POST} of JSON to one path, answered at once. */
record RestResource(String path, Function<JsonNode, HttpAnswer> action) implements BackendResource {

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean isAt(String asked) {
        return asked.equals(path);
    }

    @Override
    public CompletionStage<HttpAnswer> answer(String asked, byte[] body) {
        return CompletableFuture.completedFuture(action.apply(RestBody.parse(body)));
    }
}
