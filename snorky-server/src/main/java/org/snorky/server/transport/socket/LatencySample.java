package org.snorky.server.transport.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/** Every so many messages one, whose time in the queue is measured. Guarded by its session's lock. */
final class LatencySample {

    private static final int EVERY = 32;

    private final SocketSettings settings;
    private int count;
    private @Nullable OutboundMessage message;
    private long since;

    LatencySample(SocketSettings settings) {
        this.settings = settings;
    }

    void queued(OutboundMessage queued) {
        if (message == null && ++count % EVERY == 0) {
            message = queued;
            since = settings.ticker().getAsLong();
        }
    }

    void taken(List<OutboundMessage> gone) {
        for (int i = 0; message != null && i < gone.size(); i++) {
            if (gone.get(i) == message) {
                settings.meters().latency(settings.ticker().getAsLong() - since);
                message = null;
            }
        }
    }
}
