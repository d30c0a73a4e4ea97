package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.log.LogCommands.Appended;
import org.snorky.server.store.redis.log.LogCommands.Outcome;
import org.snorky.server.store.redis.log.LogCommands.Outgoing;
import org.snorky.server.store.redis.log.LogCommands.Verdict;

class AppenderTests {

    private static final long EPOCH = 1_000_000_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A command that waits to be answered by the test. */
    private record Sent(long known, List<Outgoing> batches, CompletableFuture<Appended> answer) {

        List<String> ids() {
            return batches.stream()
                    .map(sent -> String.valueOf(sent.batch().id()))
                    .toList();
        }

        void append(long epoch, long micros, Outcome... outcomes) {
            List<Verdict> verdicts = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                verdicts.add(new Verdict(outcomes[i], new Place(epoch, i + 1)));
            }
            answer.complete(new Appended(epoch, micros, verdicts));
        }
    }

    private static final class Commands implements LogCommands {

        final List<Sent> sent = new ArrayList<>();

        @Override
        public CompletionStage<Appended> append(long known, List<Outgoing> batches) {
            Sent command = new Sent(known, batches, new CompletableFuture<>());
            sent.add(command);
            return command.answer();
        }

        @Override
        public CompletionStage<Touched> touch(long seen) {
            throw new AssertionError();
        }

        @Override
        public Reader reader() {
            throw new AssertionError();
        }
    }

    private long tick = 77;
    private final Commands commands = new Commands();
    private final RedisTime time = new RedisTime(() -> tick);
    private final OwnAppends own = new OwnAppends();
    private final Appender appender = new Appender(commands, time, own);

    @BeforeEach
    void knowTheClock() {
        time.observe(EPOCH, 5_000_000);
    }

    @Test
    void sendsAtOnceAndGivesThePlaceBehind() {
        CompletableFuture<Place> end = send("a");
        assertThat(commands.sent.get(0).known()).isEqualTo(EPOCH);

        commands.sent.get(0).append(EPOCH, 5_000_100, Outcome.APPENDED);

        assertThat(end).isCompletedWithValue(new Place(EPOCH, 1));
    }

    @Test
    void tellsTheLatestTimeByTheClockOfRedis() {
        tick += SECOND;

        appender.send(batch("a"), tick + 2 * SECOND);

        assertThat(commands.sent.get(0).batches().get(0).latestMicros()).isEqualTo(8_000_000);
    }

    @Test
    void sendsTogetherWhatCameMeanwhile() {
        send("a");
        send("b");
        CompletableFuture<Place> third = send("c");
        assertThat(commands.sent).hasSize(1);

        commands.sent.get(0).append(EPOCH, 0, Outcome.APPENDED);
        assertThat(commands.sent.get(1).ids()).containsExactly("b", "c");
        commands.sent.get(1).append(EPOCH, 0, Outcome.REPEATED, Outcome.APPENDED);

        assertThat(third).isCompletedWithValue(new Place(EPOCH, 2));
    }

    @Test
    void sendsSoManyAtOnce() {
        for (int i = 0; i < 100; i++) {
            send("b" + i);
        }
        commands.sent.get(0).append(EPOCH, 0, Outcome.APPENDED);

        assertThat(commands.sent.get(1).ids()).hasSize(64).startsWith("b1");
    }

    @Test
    void failsWhatCameTooLate() {
        CompletableFuture<Place> end = send("a");

        commands.sent.get(0).append(EPOCH, 0, Outcome.LATE);

        assertUndone(end);
    }

    @Test
    void sendsAgainByTheClockOfTheEpochThatItIsTold() {
        Batch first = Batch.of(null, List.of(Invalidation.ofModel("a")));
        CompletableFuture<Place> end = appender.send(first, tick + 2 * SECOND);
        appender.send(Batch.of(null, List.of(Invalidation.ofModel("b"))), tick + 2 * SECOND);

        commands.sent.get(0).append(EPOCH + 9, 1_000);
        assertThat(commands.sent.get(1).known()).isEqualTo(EPOCH + 9);
        assertThat(commands.sent.get(1).batches()).hasSize(2);
        assertThat(commands.sent.get(1).batches().get(0).batch()).isSameAs(first);
        assertThat(commands.sent.get(1).batches().get(0).latestMicros()).isEqualTo(1_000 + 2_000_000);
        commands.sent.get(1).append(EPOCH + 9, 1_001, Outcome.APPENDED, Outcome.APPENDED);

        assertThat(end).isCompletedWithValue(new Place(EPOCH + 9, 1));
    }

    @Test
    void doesNotTakeABatchThatOthersMayHaveSentTooIntoAnotherEpoch() {
        CompletableFuture<Place> sent = send("a");
        CompletableFuture<Place> waiting = send("b");

        commands.sent.get(0).append(EPOCH + 9, 1_000);
        assertUndone(sent);
        assertUndone(waiting);
        assertUndone(send("c"));
        assertThat(commands.sent).hasSize(1);

        tick += 2 * SECOND;
        send("d");

        assertThat(commands.sent.get(1).ids()).containsExactly("d");
    }

    @Test
    void failsWhatWasSurelyNotAppendedAndGoesOn() {
        CompletableFuture<Place> end = send("a");
        send("b");

        commands.sent.get(0).answer().completeExceptionally(UnavailableException.undone("away"));

        assertUndone(end);
        assertThat(commands.sent.get(1).ids()).containsExactly("b");
    }

    @Test
    void doesNotSayWhatBecameOfWhatMayBeAppendedYetAndGoesOn() {
        CompletableFuture<Place> end = send("a");
        send("b");

        commands.sent.get(0).answer().completeExceptionally(UnavailableException.unknown("cut"));

        assertThat(end).isNotDone();
        assertThat(commands.sent.get(1).ids()).containsExactly("b");
    }

    @Test
    void takesBackWhatWasNotSent() {
        CompletableFuture<Place> first = send("a");
        CompletableFuture<Place> second = send("b");

        assertThat(appender.takeBack(first)).isFalse();
        assertThat(appender.takeBack(second)).isTrue();

        commands.sent.get(0).append(EPOCH, 0, Outcome.APPENDED);
        assertThat(commands.sent).hasSize(1);
    }

    @Test
    void remembersWhatWasAcknowledged() {
        send("a");
        send("late");
        commands.sent.get(0).append(EPOCH, EPOCH + 60_000_000, Outcome.APPENDED);
        commands.sent.get(1).append(EPOCH, EPOCH + 60_000_000, Outcome.LATE);

        assertThat(own.owedTo(EPOCH + 1)).containsExactly(Invalidation.ofModel("a"));
    }

    private CompletableFuture<Place> send(String id) {
        return appender.send(batch(id), tick + 2 * SECOND);
    }

    private static Batch batch(String id) {
        return Batch.of(id, List.of(Invalidation.ofModel(id)));
    }

    private static void assertUndone(CompletableFuture<Place> end) {
        assertThatThrownBy(end::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(UnavailableException.class, failure -> assertThat(failure.code())
                        .isEqualTo("unavailable"));
    }
}
