package org.snorky.server.transport.socket;

import java.io.EOFException;
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
    int writes;
    boolean takesAtOnce = true;
    boolean hearsClose = true;

    @Nullable RuntimeException breaks;

    Runnable onWrite = () -> {};
    Runnable onPing = () -> {};
    private @Nullable Completion waiting;

    @Override
    public void write(List<OutboundMessage> messages, Completion completion) {
        if (breaks != null) {
            throw breaks;
        }
        if (waiting != null) {
            throw new IllegalStateException("A write before the last one's end");
        }
        messages.forEach(message -> written.add(message.text()));
        writes++;
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
    public void disconnected() {
        if (waiting != null) {
            end(new EOFException("The connection is closed"));
        }
    }

    @Override
    public void ping(Completion completion) {
        pings++;
        onPing.run();
        completion.done(null);
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
