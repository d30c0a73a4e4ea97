package org.snorky.server.history;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;

/** The channels of a single process: whoever says something has its own listener hear it before it goes on. */
public final class LocalChannelLog implements ChannelLog, HistoryGauge {

    private final InMemoryChannelHistory history;
    private @Nullable Listener listener;

    public LocalChannelLog(InMemoryChannelHistory history) {
        this.history = history;
    }

    @Override
    public synchronized void hear(Listener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void say(JsonKey channel, byte[] message, boolean keep) {
        listener().heard(channel, history.append(channel, message, keep), message);
    }

    @Override
    public synchronized void follow(JsonKey channel, @Nullable ReadFrom from, Consumer<@Nullable Excerpt> begin) {
        begin.accept(from == null ? null : history.read(channel, from.after()));
    }

    @Override
    public synchronized void leave(JsonKey channel) {
        if (!listener().wants(channel)) {
            history.release(channel);
        }
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "nobody hears");
    }

    @Override
    public int messageCount() {
        return history.messageCount();
    }

    @Override
    public long byteCount() {
        return history.byteCount();
    }
}
