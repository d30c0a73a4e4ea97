package org.snorky.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;
import tools.jackson.databind.node.StringNode;

/** What every {@link ChannelLog} promises, to all who share it; a log of one's own is tested by extending this. */
public abstract class ChannelLogContract {

    /** What a channel keeps in these tests; more is never said. */
    protected static final HistoryBounds BOUNDS = new HistoryBounds(100_000, 1 << 26, 1 << 26, Duration.ofMinutes(10));

    private static final JsonKey TEA = JsonKey.of(StringNode.valueOf("tea"));
    private static final JsonKey MILK = JsonKey.of(StringNode.valueOf("milk"));
    private static final ReadFrom ALL = new ReadFrom(null);

    private List<Hearer> hearers;
    private Hearer one;
    private Hearer other;

    /** A new log for each process that is to share one, one or several. */
    protected abstract List<ChannelLog> newLogs();

    @BeforeEach
    void openLogs() {
        hearers = newLogs().stream().map(Hearer::new).toList();
        one = hearers.get(0);
        other = hearers.get(hearers.size() - 1);
    }

    @Nested
    class WhoFollows {

        @Test
        void hearsInOrderWhatAnybodySays() {
            Hearer.Client client = one.come(TEA, null);
            one.say(TEA, "1", false);
            other.say(TEA, "2", false);
            one.say(TEA, "3", false);

            awaitHeard(client, "1", "2", "3");
        }

        @Test
        void hearsNothingOfOtherChannels() {
            Hearer.Client client = one.come(TEA, null);
            one.come(MILK, null);
            other.say(MILK, "1", false);
            other.say(TEA, "2", false);

            awaitHeard(client, "2");
        }

        @Test
        void hearsWhatIsKeptAndWhatIsNotAlike() {
            Hearer.Client client = other.come(TEA, null);
            one.say(TEA, "1", false);
            one.say(TEA, "2", true);

            awaitHeard(client, "1", "2");
            assertThat(client.positions().get(0)).isNull();
            assertThat(client.positions().get(1)).isNotNull();
        }

        @Test
        void isNotGivenHistoryThatItDoesNotWant() {
            one.say(TEA, "1", true);

            assertThat(other.come(TEA, null).history()).isNull();
        }

        @Test
        void isGivenWhatWasSaidAnywhere() {
            one.say(TEA, "1", true);
            other.say(TEA, "2", true);
            Hearer.Client client = one.come(TEA, ALL);
            other.say(TEA, "3", true);

            assertThat(Objects.requireNonNull(client.history()).isComplete()).isTrue();
            awaitHeard(client, "1", "2", "3");
            assertThat(client.positions()).doesNotContainNull();
        }

        @Test
        void findsWhereItWasInAnotherProcess() {
            Hearer.Client client = one.come(TEA, ALL);
            one.say(TEA, "1", true);
            awaitHeard(client, "1");
            one.go(TEA, client);
            one.say(TEA, "2", true);

            Hearer.Client back = other.come(TEA, new ReadFrom(client.positions().get(0)));

            assertThat(Objects.requireNonNull(back.history()).isComplete()).isTrue();
            awaitHeard(back, "2");
        }

        @Test
        void hearsNothingBehindItsGoing() {
            Hearer.Client client = one.come(TEA, null);
            one.go(TEA, client);
            Hearer.Client stays = one.come(MILK, null);
            other.say(TEA, "1", false);
            other.say(MILK, "2", false);

            awaitHeard(stays, "2");
            assertThat(client.heard()).isEmpty();
        }

        @Test
        void hearsOnWhereAnotherGoes() {
            Hearer.Client client = one.come(TEA, null);
            Hearer.Client stays = one.come(TEA, null);
            one.go(TEA, client);
            other.say(TEA, "1", false);

            awaitHeard(stays, "1");
        }

        @Test
        void mayComeAgainAtOnce() {
            for (int i = 0; i < 20; i++) {
                Hearer.Client client = one.come(TEA, null);
                other.say(TEA, "" + i, false);
                awaitHeard(client, "" + i);
                one.go(TEA, client);
            }
        }
    }

    private static void awaitHeard(Hearer.Client client, String... texts) {
        await().untilAsserted(() -> assertThat(client.heard()).containsExactly(texts));
    }

    /** Some speak, some come and go, all at once and everywhere. */
    @RepeatedTest(20)
    void allHearTheSameInOneOrderFromWhereTheyBegan() {
        AtomicInteger speaking = new AtomicInteger(3);
        List<Hearer.Client> everybody = Collections.synchronizedList(new ArrayList<>());
        Stream<CompletableFuture<Void>> speakers = IntStream.range(0, 3)
                .mapToObj(speaker -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 300; i++) {
                        hearers.get(speaker % hearers.size()).say(TEA, speaker + "." + i, true);
                    }
                    speaking.decrementAndGet();
                }));
        Stream<CompletableFuture<Void>> comers = IntStream.range(0, 4)
                .mapToObj(comer -> CompletableFuture.runAsync(
                        () -> comeAndGo(hearers.get(comer % hearers.size()), speaking, everybody)));
        List<CompletableFuture<Void>> all = Stream.concat(speakers, comers).toList();
        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(60));

        List<String> order = one.come(TEA, ALL).heard();
        assertThat(order).hasSize(900).doesNotHaveDuplicates();
        for (int speaker = 0; speaker < 3; speaker++) {
            String prefix = speaker + ".";
            assertThat(order.stream().filter(text -> text.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(i -> prefix + i).toList());
        }
        for (Hearer.Client client : everybody) {
            assertThat(client.gaps()).isZero();
            assertThat(Collections.indexOfSubList(order, client.heard())).isNotNegative();
        }
    }

    /** What one client knows is where the next begins, so that all of them together have heard everything. */
    private static void comeAndGo(Hearer hearer, AtomicInteger speaking, List<Hearer.Client> everybody) {
        Random random = new Random();
        List<String> together = new ArrayList<>();
        @Nullable Position known = null;
        boolean ended = false;
        while (!ended) {
            ended = speaking.get() == 0;
            Hearer.Client client = hearer.come(TEA, new ReadFrom(known));
            Excerpt history = Objects.requireNonNull(client.history());
            assertThat(history.isComplete()).isTrue();
            int count = history.messages().size() + random.nextInt(20);
            await().until(() -> client.heard().size() >= count || speaking.get() == 0);
            hearer.go(TEA, client);
            List<@Nullable Position> positions = client.positions();
            known = positions.isEmpty() ? history.position() : positions.get(positions.size() - 1);
            together.addAll(client.heard());
            everybody.add(client);
        }
        assertThat(together).hasSize(900).doesNotHaveDuplicates();
    }
}
