package org.snorky.server.transport.socket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/** A wire whose other end takes messages when the test says so. */
final class ScriptedWriter implements FrameWriter {

    final List<String> written = new ArrayList<>();
    final List<CloseReason> closes = new ArrayList<>();
    int pings;
    boolean takesAtOnce = true;
    boolean hearsClose = true;

    @Nullable RuntimeException breaks;

    Runnable onWrite = () -> {};
    Runnable onPing = () -> {};
    private @Nullable Completion waiting;

    @Override
    public void write(OutboundMessage message, Completion completion) {
        if (breaks != null) {
            throw breaks;
        }
        if (waiting != null) {
            throw new IllegalStateException("A write before the last one's end");
        }
        written.add(message.text());
        onWrite.run();
        if (takesAtOnce) {
            completion.done(null);
        } else {
            waiting = completion;
        }
    }

    /** The client takes what it was sent last, or breaks. */
    void end(@Nullable Throwable failure) {
        Completion ended = waiting;
        waiting = null;
        if (ended == null) {
            throw new IllegalStateException("Nothing was written");
        }
        ended.done(failure);
    }

    @Override
    public void ping() throws IOException {
        pings++;
        onPing.run();
    }

    @Override
    public boolean hearsClose() {
        return hearsClose;
    }

    @Override
    public void close(CloseReason reason) {
        closes.add(reason);
    }
}
