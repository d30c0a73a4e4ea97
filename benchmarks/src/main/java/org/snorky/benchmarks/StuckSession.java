package org.snorky.benchmarks;

import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.PacedSession;
import tools.jackson.databind.JsonNode;

/** A session whose queue has reached its mark and stays there. */
record StuckSession(String id) implements PacedSession {

    @Override
    public String transport() {
        return "none";
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
    public void send(OutboundMessage message) {}

    @Override
    public boolean offer(OutboundMessage message) {
        return false;
    }

    @Override
    public void whenLow(Runnable task) {}

    @Override
    public long remainingCapacity() {
        return 0;
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public boolean isOpen() {
        return true;
    }
}
