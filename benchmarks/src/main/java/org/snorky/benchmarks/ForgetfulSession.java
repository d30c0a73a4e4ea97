package org.snorky.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/** A session that takes messages and keeps none, so that what is measured ends where a transport would begin. */
record ForgetfulSession(String id, Blackhole blackhole) implements ClientSession {

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
    public void send(OutboundMessage message) {
        blackhole.consume(message);
    }

    @Override
    public long remainingCapacity() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public boolean isOpen() {
        return true;
    }
}
