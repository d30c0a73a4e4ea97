package org.snorky.server.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A call that has been made, and its answer once it is there. */
public final class StartedCall {

    private final String command;
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();

    StartedCall(String command) {
        this.command = command;
    }

    /**
     * How a call failed.
     *
     * @param message for people
     * @param code for programs
     * @param detail what is wrong with the parameters, or null where that is not the failure
     */
    public record Failure(
            String message, String code, @Nullable String detail) {}

    /** Whether there is an answer, of either kind. */
    public boolean isAnswered() {
        return answer.isDone();
    }

    /**
     * Waits for the answer of a command that is at work on another thread. Commands that end on the test's thread need
     * none of it.
     *
     * @throws AssertionError if it does not come in time
     */
    public StartedCall await(Duration patience) {
        answer.copy()
                .completeOnTimeout(NullNode.getInstance(), patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        answer();
        return this;
    }

    /**
     * What the command replied; a null node where it returns nothing.
     *
     * @throws AssertionError if there is no answer, or a failure
     */
    public JsonNode data() {
        JsonNode given = answer();
        if (isFailure(given)) {
            throw new AssertionError(command + " failed: " + given);
        }
        JsonNode data = given.get("data");
        return data == null ? NullNode.getInstance() : data;
    }

    /**
     * How the command failed.
     *
     * @throws AssertionError if there is no answer, or none that is a failure
     */
    public Failure failure() {
        JsonNode given = answer();
        if (!isFailure(given)) {
            throw new AssertionError(command + " did not fail: " + given);
        }
        JsonNode detail = given.get("detail");
        return new Failure(
                given.path("message").asString(""),
                given.path("code").asString(""),
                detail == null ? null : detail.asString());
    }

    void answered(JsonNode message) {
        answer.complete(message);
    }

    private JsonNode answer() {
        JsonNode given = answer.getNow(null);
        if (given == null) {
            throw new AssertionError(command + " has not answered");
        }
        return given;
    }

    private static boolean isFailure(JsonNode given) {
        return given.path("type").asString("").equals("error");
    }
}
