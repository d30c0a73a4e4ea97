package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.KeptEntries;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Place;

/**
 * What a node makes of the stream's entries, in their order: those that follow the last go on, and all else is a break.
 *
 * <p>That an entry follows is told by what it begins behind, never assumed: the stream may have been trimmed past this node,
 * or be another dataset's. Entries are kept before the tail hears of them, and a break empties what is kept before its listener
 * hears of it. For one thread, but {@link #at} may be asked by all.
 */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private static final Place NOWHERE = new Place(0, 0);
    private static final int SLICE = 4_096;

    private final KeptEntries kept;
    private final Heard heard;
    private final Listeners listeners;
    private volatile Place at;

    /** @param start what is kept ends here */
    Follower(Place start, KeptEntries kept, Heard heard, Listeners listeners) {
        this.at = start;
        this.kept = kept;
        this.heard = heard;
        this.listeners = listeners;
    }

    /** Reads what is in the stream, so that it is kept before anybody asks. */
    static Follower startingFrom(
            LogCommands commands, Place head, LogBounds bounds, RedisTime time, Listeners listeners) {
        try (LogCommands.Reader reader = commands.reader()) {
            List<StreamBatch> next = reader.read(NOWHERE, SLICE, Duration.ZERO);
            Place start = next.isEmpty() ? head : next.get(0).begin();
            Follower follower =
                    new Follower(start, new KeptEntries(start.position(), bounds, time), new Heard(start), listeners);
            while (!next.isEmpty()) {
                follower.take(next);
                next = reader.read(follower.at(), SLICE, Duration.ZERO);
            }
            return follower;
        }
    }

    KeptEntries kept() {
        return kept;
    }

    Heard heard() {
        return heard;
    }

    /** Behind what was taken last. */
    Place at() {
        return at;
    }

    void take(List<StreamBatch> batches) {
        List<LogEntry> run = new ArrayList<>(batches.size());
        for (StreamBatch batch : batches) {
            if (!batch.begin().equals(at)) {
                tell(run);
                run = new ArrayList<>();
                log.warn("The log goes on behind {} where {} was reached: subscriptions fetch anew", batch.begin(), at);
                goOnBehind(batch.begin());
            }
            try {
                run.addAll(kept.add(batch.changes(), batch.appendedAt()));
                at = batch.end();
            } catch (UnreadableBatchException written) {
                tell(run);
                run = new ArrayList<>();
                log.error(
                        "The batch that ends at {} was written by another version: {}",
                        batch.end(),
                        written.getMessage());
                goOnBehind(batch.end());
            }
        }
        tell(run);
    }

    private void tell(List<LogEntry> run) {
        if (run.isEmpty()) {
            return;
        }
        try {
            listeners.appended(run);
            heard.advance(at);
        } catch (RuntimeException unexpected) {
            log.error("What came up to {} did not reach all: subscriptions fetch anew", at, unexpected);
            goOnBehind(at);
        }
    }

    private void goOnBehind(Place place) {
        Position position = place.position();
        kept.startBehind(position);
        at = place;
        listeners.broken(position);
        heard.breakAt(place);
    }
}
