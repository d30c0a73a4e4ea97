package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisTail;

/** Reads the stream's entries as batches. */
final class StreamReader implements LogCommands.Reader {

    private final RedisTail tail;
    private final String stream;

    StreamReader(RedisTail tail, String stream) {
        this.tail = tail;
        this.stream = stream;
    }

    @Override
    public List<StreamBatch> read(Place after, int limit, Duration wait) {
        try {
            Answer entries = tail.read(stream, after.toString(), limit, wait);
            List<StreamBatch> batches = new ArrayList<>(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                batches.add(batch(entries.list(i)));
            }
            return batches;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw UnavailableException.undone("Interrupted while reading the log");
        }
    }

    /** Its fields are in the order in which the scripts write them: when, how many, how large, what. */
    private static StreamBatch batch(Answer entry) {
        Answer fields = entry.list(1);
        return new StreamBatch(Place.parse(entry.text(0)), (int) fields.number(3), fields.number(1), fields.bytes(7));
    }

    @Override
    public void close() {
        tail.close();
    }
}
