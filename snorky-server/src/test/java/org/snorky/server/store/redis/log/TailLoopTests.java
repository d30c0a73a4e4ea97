package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.KeptEntries;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.store.redis.link.Place;

class TailLoopTests {

    private static final LogBounds BOUNDS =
            new LogBounds(100, 100_000, Duration.ofMinutes(10), 1_000, Duration.ofMinutes(1));
    private static final Place START = new Place(1_000, 0);

    /** Of each read in turn, on whatever connection; a read waits for the test. */
    private final BlockingQueue<Object> reads = new LinkedBlockingQueue<>();

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final Follower follower = new Follower(
            START, new KeptEntries(START.position(), BOUNDS, () -> Instant.EPOCH), new Heard(START), new Listeners());
    private final Troubles troubles = new Troubles(() -> Instant.EPOCH);
    private final TailLoop loop = new TailLoop(new Commands(), follower, troubles);
    private final Thread thread = new Thread(loop);

    private final class Commands implements LogCommands {

        @Override
        public CompletionStage<Touched> touch(long seen) {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<Appended> append(long known, List<Outgoing> batches) {
            throw new AssertionError();
        }

        @Override
        public Reader reader() {
            opened.incrementAndGet();
            return new Reader() {
                @Override
                public List<StreamBatch> read(Place after, int limit, Duration wait) {
                    return answer();
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    private List<StreamBatch> answer() {
        begun.incrementAndGet();
        try {
            Object next = reads.take();
            if (next instanceof RuntimeException failure) {
                throw failure;
            }
            return next instanceof StreamBatch batch ? List.of(batch) : List.of();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @BeforeEach
    void begin() {
        thread.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.close();
        thread.interrupt();
        thread.join();
        assertThat(closed).hasValue(opened.get());
    }

    @Test
    void readsOnByOneConnection() {
        reads.add("nothing");
        reads.add(batch(1));
        reads.add(batch(2));

        await().until(() -> follower.at().offset() == 2);
        assertThat(opened).hasValue(1);
    }

    @Test
    void replacesAConnectionThatKnowsOfNothingAlthoughThereIsMore() {
        reads.add("nothing");
        await().until(() -> begun.get() == 2);
        loop.expect(new Place(1_000, 1));

        reads.add("nothing");
        reads.add("nothing");

        await().until(() -> opened.get() == 2);
    }

    @Test
    void keepsAConnectionThatHadNotBeenToldOfMoreWhenItBeganToWait() {
        await().until(() -> begun.get() == 1);
        loop.expect(new Place(1_000, 1));
        reads.add("nothing");

        reads.add(batch(1));

        await().until(() -> follower.at().offset() == 1);
        assertThat(opened).hasValue(1);
    }

    @Test
    void replacesAConnectionThatFailsAndTellsSinceWhen() {
        reads.add(new IllegalStateException("cut"));
        await().until(() -> opened.get() == 2);
        assertThat(troubles.tell(START, Duration.ofSeconds(2))).startsWith("The log cannot be read since");

        reads.add(batch(1));

        await().untilAsserted(() ->
                assertThat(troubles.tell(START, Duration.ofSeconds(2))).isNull());
        assertThat(follower.at().offset()).isEqualTo(1);
    }

    private static StreamBatch batch(long end) {
        return new StreamBatch(new Place(1_000, end), 1, 0, new byte[] {'m', '1', ':', 'M'});
    }
}
