package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.KeptEntries;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.store.redis.link.Place;

class FollowerTests {

    private static final long EPOCH = 1_000;
    private static final LogBounds BOUNDS =
            new LogBounds(100, 100_000, Duration.ofMinutes(10), 1_000, Duration.ofMinutes(1));

    private final Place start = new Place(EPOCH, 10);
    private final KeptEntries kept = new KeptEntries(start.position(), BOUNDS, () -> Instant.EPOCH);
    private final Heard heard = new Heard(start);
    private final Listeners listeners = new Listeners();
    private final Follower follower = new Follower(start, kept, heard, listeners);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        listeners.setTail(
                entries -> told.add(entries.stream().map(FollowerTests::text).collect(Collectors.joining(" "))));
        listeners.setBreaks(goesOn -> told.add("broken " + goesOn.offset()));
    }

    private static String text(LogEntry entry) {
        return ((Invalidation.Model) entry.change()).model() + "@" + entry.offset();
    }

    @Test
    void takesWhatFollows() {
        follower.take(List.of(batch(EPOCH, 11, "a"), batch(EPOCH, 13, "b", "c")));
        follower.take(List.of(batch(EPOCH, 14, "d")));

        assertThat(told).containsExactly("a@11 b@12 c@13", "d@14");
        assertThat(kept.readAfter(start.position(), 10)).hasSize(4);
        assertThat(follower.at()).isEqualTo(new Place(EPOCH, 14));
        assertThat(heard.upTo()).isEqualTo(new Place(EPOCH, 14));
    }

    @Test
    void tellsTheTailOnlyWhatCanBeReadAlready() {
        listeners.setTail(
                entries -> assertThat(kept.readAfter(start.position(), 10)).containsAll(entries));

        follower.take(List.of(batch(EPOCH, 11, "a"), batch(EPOCH, 12, "b")));
    }

    @Test
    void saysThatItHasHeardOnlyAfterTheTailHas() {
        listeners.setTail(entries -> told.add("heard " + heard.upTo().offset()));

        follower.take(List.of(batch(EPOCH, 11, "a")));

        assertThat(told).containsExactly("heard 10");
    }

    @Nested
    class Breaks {

        @Test
        void whereEntriesAreMissing() {
            follower.take(List.of(batch(EPOCH, 11, "a"), batch(EPOCH, 15, "b", "c"), batch(EPOCH, 16, "d")));

            assertThat(told).containsExactly("a@11", "broken 13", "b@14 c@15 d@16");
            assertLost(new Place(EPOCH, 11));
            assertLost(new Place(EPOCH, 12));
            assertThat(kept.readAfter(new Place(EPOCH, 13).position(), 10)).hasSize(3);
        }

        @Test
        void whereAnEpochBegins() {
            follower.take(List.of(batch(EPOCH, 11, "a"), batch(2_000, 0), batch(2_000, 1, "b")));

            assertThat(told).containsExactly("a@11", "broken 0", "b@1");
            assertLost(new Place(EPOCH, 11));
            assertThat(kept.head()).isEqualTo(new Place(2_000, 1).position());
        }

        @Test
        void whereAnEpochsBeginningIsMissing() {
            follower.take(List.of(batch(2_000, 7, "b")));

            assertThat(told).containsExactly("broken 6", "b@7");
        }

        @Test
        void whereABatchOverlapsWhatWasTaken() {
            follower.take(List.of(batch(EPOCH, 12, "a", "b"), batch(EPOCH, 13, "b", "c")));

            assertThat(told).containsExactly("a@11 b@12", "broken 11", "b@12 c@13");
        }

        @Test
        void behindABatchOfAnotherVersion() {
            StreamBatch strange = new StreamBatch(new Place(EPOCH, 12), 1, 0, "?1:a".getBytes(StandardCharsets.UTF_8));

            follower.take(List.of(batch(EPOCH, 11, "a"), strange, batch(EPOCH, 13, "c")));

            assertThat(told).containsExactly("a@11", "broken 12", "c@13");
        }

        @Test
        void behindABatchThatHasNotAsManyChangesAsItSays() {
            StreamBatch half = new StreamBatch(
                    new Place(EPOCH, 12), 2, 0, batch(EPOCH, 11, "a").form());

            follower.take(List.of(half, batch(EPOCH, 13, "c")));

            assertThat(told).containsExactly("broken 12", "c@13");
        }

        @Test
        void behindWhatTheTailFailedAt() {
            listeners.setTail(entries -> {
                throw new IllegalStateException("bug");
            });

            follower.take(List.of(batch(EPOCH, 11, "a")));

            assertThat(told).containsExactly("broken 11");
            assertThat(kept.head()).isEqualTo(new Place(EPOCH, 11).position());
        }

        @Test
        void beforeAnybodyIsToldThatItWasReached() {
            listeners.setBreaks(goesOn -> told.add("heard " + heard.upTo().offset()));
            var waiting = heard.await(new Place(EPOCH, 20));

            follower.take(List.of(batch(EPOCH, 30, "a")));

            assertThat(told).containsExactly("heard 10", "a@30");
            assertThat(waiting).isCompletedWithValue(Heard.Way.BROKEN);
        }
    }

    private void assertLost(Place place) {
        assertThatThrownBy(() -> kept.readAfter(place.position(), 10)).isInstanceOf(PositionLostException.class);
    }

    private static StreamBatch batch(long epoch, long end, String... models) {
        byte[] form = IntStream.range(0, models.length)
                .mapToObj(i -> "m" + models[i].length() + ":" + models[i])
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        return new StreamBatch(new Place(epoch, end), models.length, 0, form);
    }
}
