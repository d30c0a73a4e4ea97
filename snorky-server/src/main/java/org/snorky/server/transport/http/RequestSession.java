package org.snorky.server.transport.http;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** The session of one backend request: it lasts until the first message, which is the answer. */
final class RequestSession implements ClientSession {

    private final String id = UUID.randomUUID().toString();
    private final CompletableFuture<OutboundMessage> answer = new CompletableFuture<>();

    /** Fails if the service closes the session in place of answering. */
    CompletableFuture<OutboundMessage> answer() {
        return answer;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String transport() {
        return "http";
    }

    @Override
    public @Nullable JsonNode identity() {
        return null;
    }

    @Override
    public String remoteAddress() {
        return "";
    }

    @Override
    public void send(OutboundMessage message) {
        answer.complete(message);
    }

    @Override
    public long remainingCapacity() {
        return isOpen() ? Long.MAX_VALUE : 0;
    }

    @Override
    public void close(CloseReason reason) {
        answer.completeExceptionally(new IllegalStateException("The service closed the session: " + reason.text()));
    }

    @Override
    public boolean isOpen() {
        return !answer.isDone();
    }

    @Override
    public String toString() {
        return "http session " + id;
    }
}
