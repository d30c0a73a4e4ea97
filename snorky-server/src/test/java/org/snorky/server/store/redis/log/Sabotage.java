package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/** Logs of which one safeguard is taken away, to see that tests would find it missing. */
enum Sabotage {
    NONE,
    NO_DEADLINE,
    NO_REPAIR,
    NO_GAP_CHECK,
    NO_FENCE;

    LogCommands commands(RedisLink link, LogBounds bounds) {
        LogCommands real = this == NO_FENCE
                ? new RedisLogCommands(
                        link, bounds, Script.of("unfenced", "fence", "append"), Script.of("unfenced", "fence", "touch"))
                : new RedisLogCommands(link, bounds);
        return new Wrapped(real, this);
    }

    private record Wrapped(LogCommands real, Sabotage sabotage) implements LogCommands {

        @Override
        public CompletionStage<Touched> touch(long seen) {
            return real.touch(seen);
        }

        @Override
        public CompletionStage<Appended> append(long known, List<Outgoing> batches) {
            boolean isRepair = batches.stream()
                    .allMatch(sent -> sent.batch().changes().stream().allMatch(Invalidation.class::isInstance));
            if (sabotage == NO_REPAIR && isRepair) {
                return CompletableFuture.failedFuture(UnavailableException.undone("sabotage"));
            }
            List<Outgoing> sent = sabotage == NO_DEADLINE
                    ? batches.stream()
                            .map(each -> new Outgoing(each.batch(), 9_000_000_000_000_000L))
                            .toList()
                    : batches;
            return real.append(known, sent);
        }

        @Override
        public Reader reader() {
            Reader reader = real.reader();
            return sabotage == NO_GAP_CHECK ? new Renumbering(reader) : reader;
        }
    }

    /** Has what comes look as if it followed what was there, within one epoch. */
    private static final class Renumbering implements LogCommands.Reader {

        private final LogCommands.Reader reader;
        private Place last = new Place(0, 0);

        Renumbering(LogCommands.Reader reader) {
            this.reader = reader;
        }

        @Override
        public List<StreamBatch> read(Place after, int limit, Duration wait) {
            List<StreamBatch> batches = reader.read(last.epoch() == 0 ? after : last, limit, wait);
            if (after.epoch() == 0 || batches.isEmpty()) {
                return batches;
            }
            last = batches.get(batches.size() - 1).end();
            long[] end = {after.offset()};
            return batches.stream()
                    .map(batch -> new StreamBatch(
                            new Place(after.epoch(), end[0] += batch.count()),
                            batch.count(),
                            batch.micros(),
                            batch.form()))
                    .toList();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
