package org.snorky.hostile.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A session that counts what it is answered. */
final class AnswerSession implements ClientSession {

    private static final int PATIENCE_SECONDS = 10;

    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final @Nullable JsonNode identity;
    private volatile boolean open = true;

    AnswerSession(@Nullable JsonNode identity) {
        this.identity = identity;
    }

    @Override
    public void send(OutboundMessage message) {
        JsonNode payload = WireJson.mapper().readTree(message.utf8()).get("message");
        String type = payload.path("type").asString("");
        if (type.equals("response") || type.equals("error")) {
            answers.add(payload);
        }
    }

    /** As many answers as there were messages; fewer if they do not come, and what came too many. */
    List<JsonNode> answers(int messages) {
        List<JsonNode> given = new ArrayList<>();
        try {
            while (given.size() < messages) {
                JsonNode next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    return given;
                }
                given.add(next);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        answers.drainTo(given);
        return given;
    }

    @Override
    public void close(CloseReason reason) {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String id() {
        return "fuzz-" + System.identityHashCode(this);
    }

    @Override
    public String transport() {
        return "fuzz";
    }

    @Override
    public @Nullable JsonNode identity() {
        return identity;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1";
    }

    @Override
    public long remainingCapacity() {
        return 1 << 20;
    }
}
