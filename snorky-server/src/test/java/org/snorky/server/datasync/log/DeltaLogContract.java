package org.snorky.server.datasync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;

/** What every {@link DeltaLog} promises; a log of one's own is tested by extending this. */
public abstract class DeltaLogContract {

    protected static final int MAX_ENTRIES = 100;
    protected static final long MAX_BYTES = 100_000;
    protected static final Duration MAX_AGE = Duration.ofMinutes(10);
    protected static final Duration IDEMPOTENCY_WINDOW = Duration.ofMinutes(1);

    private DeltaLog log;

    /** A new log, bounded as the constants say. */
    protected abstract DeltaLog newLog();

    /** Moves the log's clock on. */
    protected abstract void advance(Duration time);

    @BeforeEach
    void openLog() {
        log = newLog();
    }

    @Nested
    class Appending {

        @Test
        void givesThePositionBehindTheBatch() {
            Position start = log.head();

            Position end = log.append(null, deltas(1, 2, 3));

            assertThat(end).isEqualTo(log.head());
            assertThat(end.offset()).isEqualTo(start.offset() + 3);
        }

        @Test
        void anEmptyBatchChangesNothing() {
            Position start = log.head();

            assertThat(log.append(null, List.of())).isEqualTo(start);
        }

        @Test
        void theSameBatchIdAppendsOnce() {
            Position start = log.head();
            Position first = log.append("b", deltas(1, 2));
            log.append(null, deltas(3));

            assertThat(log.append("b", deltas(1, 2))).isEqualTo(first);
            assertThat(ids(log.readAfter(start, 10))).containsExactly(1, 2, 3);
        }

        @Test
        void aBatchIdIsForgottenAfterTheWindow() {
            Position start = log.head();
            log.append("b", deltas(1));
            advance(IDEMPOTENCY_WINDOW.plusSeconds(1));
            log.append("b", deltas(1));

            assertThat(ids(log.readAfter(start, 10))).containsExactly(1, 1);
        }
    }

    @Nested
    class Reading {

        @Test
        void givesWhatFollowedInOrder() {
            log.append(null, deltas(1));
            Position from = log.head();
            log.append(null, deltas(2, 3));
            log.append(null, deltas(4));

            List<LogEntry> read = log.readAfter(from, 10);

            assertThat(ids(read)).containsExactly(2, 3, 4);
            assertThat(read)
                    .extracting(LogEntry::offset)
                    .containsExactly(from.offset() + 1, from.offset() + 2, from.offset() + 3);
        }

        @Test
        void givesInvalidationsInTheirPlace() {
            Position from = log.head();
            List<Change> batch = List.of(
                    deltas(1).get(0),
                    Invalidation.ofModel("Task"),
                    Invalidation.ofItem(new SubscriptionItem(
                            "FilteredTasks", WireJson.mapper().readTree("[\"==\",\"list\",5]"))),
                    deltas(2).get(0));
            Position end = log.append(null, batch);

            assertThat(end.offset()).isEqualTo(from.offset() + 4);
            assertThat(log.readAfter(from, 10)).extracting(LogEntry::change).containsExactlyElementsOf(batch);
        }

        @Test
        void stopsAtTheLimitAndGoesOnFromThere() {
            Position from = log.head();
            log.append(null, deltas(1, 2, 3));

            List<LogEntry> slice = log.readAfter(from, 2);

            assertThat(ids(slice)).containsExactly(1, 2);
            assertThat(ids(log.readAfter(slice.get(1).position(), 2))).containsExactly(3);
        }

        @Test
        void givesNothingAtTheHead() {
            log.append(null, deltas(1));

            assertThat(log.readAfter(log.head(), 10)).isEmpty();
        }

        @Test
        void failsForAnotherEpoch() {
            log.append(null, deltas(1, 2));

            assertLost(new Position("elsewhere", 1));
        }

        @Test
        void failsForAPositionThatIsNotThereYet() {
            log.append(null, deltas(1));

            assertLost(new Position(log.head().epoch(), log.head().offset() + 1));
        }
    }

    @Nested
    class Bounds {

        @Test
        void keepsSoManyEntries() {
            Position start = log.head();
            IntStream.range(0, MAX_ENTRIES).forEach(i -> log.append(null, deltas(i)));
            assertThat(log.readAfter(start, 1000)).hasSize(MAX_ENTRIES);

            Position second = log.readAfter(start, 1).get(0).position();
            log.append(null, deltas(1));

            assertLost(start);
            assertThat(log.readAfter(second, 1000)).hasSize(MAX_ENTRIES);
        }

        @Test
        void keepsSoManyBytes() {
            Position start = log.head();
            String big = "x".repeat((int) MAX_BYTES / 3);
            for (int i = 0; i < 5; i++) {
                log.append(
                        null,
                        List.of(new Delta.Insert(
                                "M", WireJson.mapper().createObjectNode().put("s", big))));
            }

            assertLost(start);
            assertThat(log.readAfter(new Position(start.epoch(), start.offset() + 4), 10))
                    .hasSize(1);
        }

        @Test
        void countsInvalidationsAsEntriesAndAsBytes() {
            Position start = log.head();
            JsonNode query = WireJson.mapper().createArrayNode().add("x".repeat((int) MAX_BYTES / 3));
            IntStream.range(0, 5)
                    .forEach(i -> log.append(
                            null, List.of(Invalidation.ofItem(new SubscriptionItem("FilteredTasks", query)))));
            assertLost(start);

            Position second = log.head();
            IntStream.rangeClosed(0, MAX_ENTRIES).forEach(i -> log.append(null, List.of(Invalidation.ofModel("Task"))));
            assertLost(second);
        }

        @Test
        void keepsEntriesSoLong() {
            Position start = log.head();
            log.append(null, deltas(1));
            advance(MAX_AGE.plusSeconds(1));

            assertLost(start);
            assertThat(log.readAfter(log.head(), 10)).isEmpty();
        }

        @Test
        void aBatchBeyondTheBoundsStillReachesTheTail() {
            List<LogEntry> heard = new ArrayList<>();
            log.tail(heard::addAll);

            log.append(null, deltas(IntStream.range(0, MAX_ENTRIES * 2).toArray()));

            assertThat(heard).hasSize(MAX_ENTRIES * 2);
        }
    }

    @Nested
    class Concurrently {

        @Test
        void batchesStayWholeAndTheTailHearsAllInOrder() {
            List<LogEntry> heard = Collections.synchronizedList(new ArrayList<>());
            log.tail(heard::addAll);
            int writers = 4;
            int batches = 500;

            CompletableFuture.allOf(IntStream.range(0, writers)
                            .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                                for (int batch = 0; batch < batches; batch++) {
                                    log.append(null, deltas(writer * batches + batch, writer * batches + batch));
                                }
                            }))
                            .toArray(CompletableFuture[]::new))
                    .join();

            long first = heard.get(0).offset();
            assertThat(heard)
                    .extracting(LogEntry::offset)
                    .containsExactlyElementsOf(LongStream.range(first, first + 2L * writers * batches)
                            .boxed()
                            .toList());
            for (int i = 0; i < heard.size(); i += 2) {
                assertThat(ids(heard.subList(i, i + 1))).isEqualTo(ids(heard.subList(i + 1, i + 2)));
            }
        }

        @Test
        void aReaderNeverSkips() {
            Position start = log.head();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> IntStream.range(0, 5000).forEach(i -> log.append(null, deltas(i))));

            Position reached = start;
            int next = 0;
            while (next < 5000) {
                List<LogEntry> slice;
                try {
                    slice = log.readAfter(reached, 7);
                } catch (PositionLostException told) {
                    reached = log.head();
                    next = (int) (reached.offset() - start.offset());
                    continue;
                }
                for (LogEntry entry : slice) {
                    assertThat(ids(List.of(entry))).containsExactly(next++);
                    reached = entry.position();
                }
            }
            writer.join();
        }
    }

    private void assertLost(Position position) {
        assertThatThrownBy(() -> log.readAfter(position, 10)).isInstanceOf(PositionLostException.class);
    }

    private static List<Change> deltas(int... ids) {
        return IntStream.of(ids)
                .<Change>mapToObj(id -> new Delta.Insert(
                        "Task", WireJson.mapper().createObjectNode().put("id", id)))
                .toList();
    }

    private static List<Integer> ids(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> ((Delta.Insert) entry.change()).data().get("id").intValue())
                .toList();
    }
}
