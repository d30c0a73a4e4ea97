package org.snorky.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.BatchReader;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * {@code POST /backend/deltas}, the one resource that is asked all the time: a good batch becomes no tree, and only another is
 * read as one, to say what is wrong.
 */
record DeltasResource(SnorkyBackend backend) implements BackendResource {

    private static final String DELTAS = "/deltas";
    private static final int MAX_BATCH_ID = 200;

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean isAt(String path) {
        return path.equals(DELTAS);
    }

    @Override
    public CompletionStage<HttpAnswer> answer(String path, byte[] body) {
        DeltaBatch batch = BatchReader.tryRead(body);
        String position = batch != null && isGood(batch.batchId()) ? backend.publish(batch) : publishTree(body);
        return CompletableFuture.completedFuture(HttpAnswer.json(200, answer(position)));
    }

    private static byte[] answer(String position) {
        return ("{\"position\":" + StringNode.valueOf(position) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private String publishTree(byte[] body) {
        JsonNode tree = RestBody.parse(body);
        return tree.isArray() ? publishArray(tree) : backend.publish(batch(tree));
    }

    /** What is wrong with a batch is told as seen from the body, which here is the batch's deltas. */
    private String publishArray(JsonNode deltas) {
        DeltaBatch batch = new DeltaBatch(null, ChangeReader.readAll(deltas, ""));
        try {
            return backend.publish(batch);
        } catch (ProtocolException refused) {
            String pointer = refused.pointer();
            throw pointer == null || !pointer.startsWith(DELTAS)
                    ? refused
                    : new ProtocolException(refused.getMessage(), refused.code(), pointer.substring(DELTAS.length()));
        }
    }

    private static DeltaBatch batch(JsonNode body) {
        JsonNode object = RestBody.object(body, Set.of("batchId", "deltas"));
        return new DeltaBatch(
                batchId(object.get("batchId")), ChangeReader.readAll(RestBody.required(object, "deltas"), DELTAS));
    }

    private static @Nullable String batchId(@Nullable JsonNode id) {
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isString() || !isGood(id.stringValue())) {
            throw new ProtocolException(
                    "batchId must be a string of 1 to " + MAX_BATCH_ID + " characters",
                    ErrorCode.INVALID_PARAMS,
                    "/batchId");
        }
        return id.stringValue();
    }

    private static boolean isGood(@Nullable String batchId) {
        return batchId == null || (!batchId.isEmpty() && batchId.length() <= MAX_BATCH_ID);
    }
}
