package org.snorky.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;
import tools.jackson.databind.node.StringNode;

/** What every {@link ChannelHistory} promises; a history of one's own is tested by extending this. */
public abstract class ChannelHistoryContract {

    protected static final int MAX_COUNT = 5;
    protected static final long MAX_BYTES = 10_000;
    protected static final long MAX_TOTAL_BYTES = 30_000;
    protected static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final JsonKey TEA = JsonKey.of(StringNode.valueOf("tea"));
    private static final JsonKey MILK = JsonKey.of(StringNode.valueOf("milk"));

    private ChannelHistory history;

    /** A new history, bounded as the constants say. */
    protected abstract ChannelHistory newHistory();

    /** Moves the history's clock on. */
    protected abstract void advance(Duration time);

    @BeforeEach
    void openHistory() {
        history = newHistory();
    }

    @Nested
    class Reading {

        @Test
        void givesWhatIsKeptInOrder() {
            keep(TEA, "1");
            keep(MILK, "2");
            keep(TEA, "3");

            assertThat(texts(history.read(TEA, null))).containsExactly("1", "3");
        }

        @Test
        void beginsBehindThePosition() {
            Position first = keep(TEA, "1");
            keep(TEA, "2");

            Excerpt excerpt = history.read(TEA, first);

            assertThat(texts(excerpt)).containsExactly("2");
            assertThat(excerpt.isComplete()).isTrue();
        }

        @Test
        void endsAtThePositionOfTheLastMessage() {
            Position last = keep(TEA, "1");

            assertThat(history.read(TEA, null).position()).isEqualTo(last);
            assertThat(history.read(TEA, last).messages()).isEmpty();
        }

        @Test
        void givesEachMessageItsPosition() {
            Position first = keep(TEA, "1");
            Position second = keep(TEA, "2");

            assertThat(history.read(TEA, null).messages())
                    .extracting(Kept::position)
                    .containsExactly(first, second);
        }

        @Test
        void anEmptyChannelHasAPositionToComeBackTo() {
            Position start = history.read(TEA, null).position();
            keep(TEA, "1");

            Excerpt excerpt = history.read(TEA, start);

            assertThat(texts(excerpt)).containsExactly("1");
            assertThat(excerpt.isComplete()).isTrue();
        }

        @Test
        void ofAnotherEpochGivesAllAndIsNotComplete() {
            Position last = keep(TEA, "1");

            Excerpt excerpt = history.read(TEA, new Position("another", last.offset()));

            assertThat(texts(excerpt)).containsExactly("1");
            assertThat(excerpt.isComplete()).isFalse();
        }

        @Test
        void ofAPositionThatIsNotReachedYetIsNotComplete() {
            Position last = keep(TEA, "1");

            assertThat(history.read(TEA, new Position(last.epoch(), last.offset() + 1))
                            .isComplete())
                    .isFalse();
        }
    }

    @Nested
    class Bounds {

        @Test
        void theOldestAreCutByCount() {
            Position start = history.read(TEA, null).position();
            IntStream.range(0, MAX_COUNT + 2).forEach(i -> keep(TEA, "" + i));

            Excerpt excerpt = history.read(TEA, start);

            assertThat(texts(excerpt)).containsExactly("2", "3", "4", "5", "6");
            assertThat(excerpt.isComplete()).isFalse();
        }

        @Test
        void whatWasCutBeforeThePositionIsNotMissed() {
            keep(TEA, "0");
            Position second = keep(TEA, "1");
            IntStream.range(0, MAX_COUNT).forEach(i -> keep(TEA, "more"));

            assertThat(history.read(TEA, second).isComplete()).isTrue();
        }

        @Test
        void theOldestAreCutByBytes() {
            keep(TEA, "a".repeat((int) MAX_BYTES / 2));
            keep(TEA, "b".repeat((int) MAX_BYTES / 2));

            assertThat(texts(history.read(TEA, null)))
                    .singleElement()
                    .asString()
                    .startsWith("b");
        }

        @Test
        void aMessageAboveTheBoundIsNotKept() {
            Position start = history.read(TEA, null).position();
            keep(TEA, "a".repeat((int) MAX_BYTES));

            Excerpt excerpt = history.read(TEA, start);

            assertThat(excerpt.messages()).isEmpty();
            assertThat(excerpt.isComplete()).isFalse();
        }

        @Test
        void theOldestOfAllChannelsAreCutByBytesOfAll() {
            List<JsonKey> channels = IntStream.range(0, 10)
                    .mapToObj(i -> JsonKey.of(StringNode.valueOf("c" + i)))
                    .toList();
            channels.forEach(channel -> keep(channel, "a".repeat((int) MAX_BYTES / 2)));

            assertThat(history.read(channels.get(0), null).messages()).isEmpty();
            assertThat(history.read(channels.get(9), null).messages()).hasSize(1);
        }

        @Test
        void theOldestAreCutByAge() {
            Position first = keep(TEA, "1");
            advance(MAX_AGE.dividedBy(2).plusSeconds(1));
            keep(TEA, "2");
            advance(MAX_AGE.dividedBy(2).plusSeconds(1));

            Excerpt excerpt = history.read(TEA, null);

            assertThat(texts(excerpt)).containsExactly("2");
            assertThat(history.read(TEA, first).isComplete()).isTrue();
        }
    }

    @Nested
    class WithoutKeeping {

        @Test
        void nobodyWantsThePositionOfAChannelThatNobodyFollows() {
            assertThat(history.append(TEA, json("1"), false)).isNull();
        }

        @Test
        void aFollowedChannelTellsThatSomethingWasThere() {
            Position start = history.read(TEA, null).position();
            Position behind = history.append(TEA, json("1"), false);

            assertThat(history.read(TEA, start).messages()).isEmpty();
            assertThat(history.read(TEA, start).isComplete()).isFalse();
            assertThat(history.read(TEA, behind).isComplete()).isTrue();
        }

        @Test
        void aFollowedChannelTellsThatNothingWasThere() {
            Position start = history.read(TEA, null).position();
            history.append(MILK, json("1"), false);

            assertThat(history.read(TEA, start).isComplete()).isTrue();
        }

        @Test
        void whatWasSaidToNobodyIsNotForgotten() {
            Position start = history.read(TEA, null).position();
            history.release(TEA);
            history.append(TEA, json("1"), false);

            assertThat(history.read(TEA, start).isComplete()).isFalse();
        }

        @Test
        void aReleasedChannelKeepsWhatIsKept() {
            history.read(TEA, null);
            keep(TEA, "1");
            history.release(TEA);

            assertThat(texts(history.read(TEA, null))).containsExactly("1");
        }

        @Test
        void whatIsNoLongerKeptIsDropped() {
            Position first = keep(TEA, "1");
            history.append(TEA, json("2"), false);

            assertThat(history.read(TEA, null).messages()).isEmpty();
            assertThat(history.read(TEA, first).isComplete()).isFalse();
        }
    }

    @Nested
    class Concurrently {

        @Test
        void readersThatFollowMissNothingAndGetNothingTwice() {
            ChannelHistory large = newHistory();
            int count = 2000;
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    large.append(TEA, json("" + i), true);
                }
            });
            List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.runAsync(() -> follow(large, writing)))
                    .toList();

            assertThat(CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(Duration.ofSeconds(30));
        }

        /** What is complete continues without a gap, and what is not says so. */
        private void follow(ChannelHistory channel, CompletableFuture<Void> writing) {
            Position at = channel.read(TEA, null).position();
            int last = -1;
            boolean ended = false;
            while (!ended) {
                ended = writing.isDone();
                Excerpt excerpt = channel.read(TEA, at);
                boolean continues = last < 0 || excerpt.isComplete();
                for (String text : texts(excerpt)) {
                    int number = Integer.parseInt(text);
                    assertThat(number).isGreaterThan(last);
                    if (last >= 0 && continues) {
                        assertThat(number).isEqualTo(last + 1);
                    }
                    last = number;
                    continues = true;
                }
                at = excerpt.position();
            }
        }
    }

    /** Random histories of a few channels, against a list of all that was ever said in each. */
    @RepeatedTest(50)
    void neverSaysThatItIsCompleteWhenSomethingIsMissing() {
        Random random = new Random();
        List<String> said = new ArrayList<>();
        List<@Nullable Position> positions = new ArrayList<>();
        List<Position> known = new ArrayList<>(List.of(history.read(TEA, null).position()));
        List<Integer> seen = new ArrayList<>(List.of(0));
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    said.add("" + step);
                    positions.add(history.append(TEA, json("" + step), random.nextInt(10) > 0));
                }
                case 2 -> history.append(MILK, json("milk"), random.nextBoolean());
                case 3 -> history.release(TEA);
                case 4 -> advance(Duration.ofSeconds(random.nextInt(120)));
                default -> {
                    int which = random.nextInt(known.size());
                    Excerpt excerpt = history.read(TEA, known.get(which));
                    List<String> missed = said.subList(seen.get(which), said.size());
                    if (excerpt.isComplete()) {
                        assertThat(texts(excerpt)).isEqualTo(missed);
                    } else {
                        assertThat(missed).endsWith(texts(excerpt).toArray(String[]::new));
                    }
                    known.add(excerpt.position());
                    seen.add(said.size());
                }
            }
        }
        assertThat(positions).hasSameSizeAs(said);
    }

    private Position keep(JsonKey channel, String text) {
        return Objects.requireNonNull(history.append(channel, json(text), true));
    }

    private static byte[] json(String text) {
        return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(Excerpt excerpt) {
        return excerpt.messages().stream()
                .map(kept -> new String(kept.message(), StandardCharsets.UTF_8))
                .map(json -> json.substring(9, json.length() - 2))
                .toList();
    }
}
