package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.limit.Refusals;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.node.StringNode;

class SocketSessionTests {

    private static final CloseReason BYE = new CloseReason(1012, "bye");
    private static final Duration SECONDS_10 = Duration.ofSeconds(10);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ScriptedWriter writer = new ScriptedWriter();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private ClientIdentity identity = ClientIdentity.ANONYMOUS;
    private final Refusals refusals = new Refusals(registry);
    private final OpenSessions sessions = new OpenSessions();
    private final SocketMeters meters = new SocketMeters(registry, sessions);
    private final OutboundMemory memory = new OutboundMemory(1 << 20, sessions, Runnable::run);
    private Duration idleTime = Duration.ZERO;
    private long nanos = 1;
    private Instant now = start;
    private SocketSession session = session(tasks::add);

    private SocketSession session(Executor writes) {
        return session(writes, new OutboundLimits(3, 10, 8, SECONDS_10, Duration.ofSeconds(5)));
    }

    private SocketSession session(Executor writes, OutboundLimits limits) {
        Heartbeat heartbeat = new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20));
        return new SocketSession(
                new Peer("1", "websocket", identity, "127.0.0.1"),
                new WayOut(writer, Turns.on(writes)),
                new SocketSettings(
                        100,
                        limits,
                        heartbeat,
                        idleTime,
                        meters,
                        memory,
                        refusals,
                        Runnable::run,
                        () -> nanos,
                        () -> now));
    }

    private void send(String... texts) {
        for (String text : texts) {
            session.send(OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        now = now.plusSeconds(seconds);
        session.tick();
        runTasks();
    }

    @Nested
    class WhoseClientPolls {

        @Test
        void isClosedWhenItWouldHearOfIt() {
            writer.hearsClose = false;
            send("a");
            session.close(BYE);
            runTasks();
            pass(1);
            assertThat(writer.written).containsExactly("a");
            assertThat(writer.closes).isEmpty();

            writer.hearsClose = true;
            pass(1);
            assertThat(writer.closes).containsExactly(BYE);
        }

        @Test
        void isClosedAllTheSameIfItDoesNotPollInTime() {
            writer.hearsClose = false;
            session.close(BYE);
            pass(5);
            assertThat(writer.closes).isEmpty();
            pass(1);
            assertThat(writer.closes).containsExactly(BYE);
        }
    }

    @Nested
    class WhoseIdentityExpires {

        private SocketSession until(int seconds) {
            identity = new ClientIdentity(StringNode.valueOf("ann"), start.plusSeconds(seconds));
            session = session(tasks::add);
            return session;
        }

        @Test
        void endsAtThatMomentWithACodeOfItsOwnOnceTheQueueIsSent() {
            until(5);
            pass(4);
            assertThat(session.isOpen()).isTrue();
            send("a");
            pass(1);

            assertThat(writer.written).containsExactly("a");
            assertThat(writer.closes).containsExactly(CloseReason.TOKEN_EXPIRED);
            assertThat(CloseReason.TOKEN_EXPIRED.code()).isEqualTo(4001);
        }

        @Test
        void staysForAsLongAsItIsProvedAnew() {
            until(5).holdUntil(start.plusSeconds(8));
            pass(7);
            assertThat(session.isOpen()).isTrue();
            pass(1);
            assertThat(session.isOpen()).isFalse();
        }

        @Test
        void isClosedForOneReasonOnly() {
            until(5).close(BYE);
            runTasks();
            pass(5);

            assertThat(writer.closes).containsExactly(BYE);
        }
    }

    @Test
    void writesNothingOnTheThreadThatSends() {
        send("a");

        assertThat(writer.written).isEmpty();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void writesInTheOrderOfSending() {
        send("a", "b", "c");
        runTasks();
        send("d");
        runTasks();

        assertThat(writer.written).containsExactly("a", "b", "c", "d");
    }

    @Test
    void holdsNoThreadWhileTheClientTakesAMessage() {
        writer.takesAtOnce = false;
        send("a");
        runTasks();
        send("b");

        assertThat(writer.written).containsExactly("a");
        assertThat(tasks).isEmpty();

        writer.end(null);
        runTasks();
        assertThat(writer.written).containsExactly("a", "b");
    }

    @Test
    void letsOthersHaveTheThreadAfterATurn() {
        writer.onWrite = () -> {
            if (writer.written.size() < 100) {
                send("x");
            }
        };
        send("x");
        tasks.remove().run();

        assertThat(writer.written).hasSizeLessThan(100);
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(writer.written).hasSize(100);
    }

    @Test
    void countsWhatWaitsAndForgetsItOnceItIsOut() {
        sessions.add(session);
        send("abc", "def");

        assertThat(registry.get("snorky.outbound.queue.bytes").gauge().value()).isEqualTo(6);
        assertThat(session.remainingCapacity()).isEqualTo(4);

        runTasks();
        assertThat(session.queuedBytes()).isZero();
        assertThat(session.remainingCapacity()).isEqualTo(10);
        assertThat(registry.counter("snorky.outbound.messages").count()).isEqualTo(2);
    }

    @Nested
    class WhenTheQueueIsFull {

        @Test
        void closesAsTooSlowAtTooManyMessages() {
            send("a", "b", "c", "d");

            assertThat(session.isOpen()).isFalse();
            assertThat(writer.closes).containsExactly(CloseReason.TOO_SLOW);
            assertThat(registry.counter("snorky.sessions.slow").count()).isEqualTo(1);
        }

        @Test
        void closesAsTooSlowAtTooManyBytes() {
            send("aaaaa", "bbbbbb");

            assertThat(writer.closes).containsExactly(CloseReason.TOO_SLOW);
        }

        @Test
        void forgetsWhatWaitedAndWhatStillComes() {
            send("a", "b", "c", "d", "e");
            runTasks();

            assertThat(writer.written).isEmpty();
            assertThat(session.queuedBytes()).isZero();
            assertThat(session.remainingCapacity()).isZero();
        }

        @Test
        void countsTheMessageThatIsUnderWay() {
            writer.takesAtOnce = false;
            send("aaaaaaaa");
            runTasks();
            send("bbbb");

            assertThat(writer.closes).containsExactly(CloseReason.TOO_SLOW);
            assertThat(session.queuedBytes()).isEqualTo(8);
            writer.end(new IOException("closed"));
            assertThat(session.queuedBytes()).isZero();
        }

        @Test
        void takesOneMessageThatIsLongerThanTheQueue() {
            send("a message of more than ten bytes");
            runTasks();

            assertThat(writer.written).hasSize(1);
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Nested
    class WhenTheQueueIsHigh {

        private final AtomicInteger low = new AtomicInteger();

        private boolean offer(String text) {
            return session.offer(OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void refusesWhatCanWaitAndTakesWhatCannot() {
            assertThat(offer("aaaaaaaa")).isTrue();
            assertThat(offer("b")).isFalse();
            send("c");
            runTasks();

            assertThat(writer.written).containsExactly("aaaaaaaa", "c");
            assertThat(session.isOpen()).isTrue();
        }

        @Test
        void countsMessagesToo() {
            session = session(tasks::add, new OutboundLimits(4, 100, 80, SECONDS_10, Duration.ofSeconds(5)));
            assertThat(offer("a")).isTrue();
            assertThat(offer("b")).isTrue();
            assertThat(offer("c")).isFalse();
        }

        @Test
        void tellsOnceWhenItHasFallenToTheLowMark() {
            session = session(tasks::add, new OutboundLimits(4, 10, 8, SECONDS_10, Duration.ofSeconds(5)));
            writer.takesAtOnce = false;
            send("aaaaa");
            runTasks();
            send("bbb");
            session.whenLow(low::incrementAndGet);
            assertThat(low).hasValue(0);

            writer.end(null);
            assertThat(low).as("not on the thread that tells of a write's end").hasValue(0);
            runTasks();
            assertThat(low).hasValue(1);

            writer.end(null);
            runTasks();
            assertThat(low).hasValue(1);
        }

        @Test
        void tellsAtOnceWhereItIsLow() {
            session.whenLow(low::incrementAndGet);
            runTasks();

            assertThat(low).hasValue(1);
        }

        @Test
        void tellsNobodyOnceItIsClosed() {
            writer.takesAtOnce = false;
            send("aaaaaaaa");
            runTasks();
            session.whenLow(low::incrementAndGet);
            session.close(BYE);
            writer.end(null);
            runTasks();
            session.whenLow(low::incrementAndGet);
            runTasks();

            assertThat(low).hasValue(0);
            assertThat(offer("forgotten")).isTrue();
        }
    }

    @Nested
    class WhenItCloses {

        @Test
        void sendsWhatIsQueuedFirst() {
            send("a", "b");
            session.close(BYE);
            send("c");
            runTasks();

            assertThat(writer.written).containsExactly("a", "b");
            assertThat(writer.closes).containsExactly(BYE);
        }

        @Test
        void closesOnceWithTheFirstReason() {
            session.close(BYE);
            session.close(CloseReason.TOO_SLOW);
            runTasks();

            assertThat(writer.closes).containsExactly(BYE);
        }

        @Test
        void givesUpWhatIsQueuedWhenItTakesTooLong() {
            writer.takesAtOnce = false;
            send("a");
            runTasks();
            send("b");
            session.close(BYE);
            pass(6);

            assertThat(writer.written).containsExactly("a");
            assertThat(writer.closes).containsExactly(BYE);
        }

        @Test
        void forgetsEverythingOnceTheConnectionIsGone() {
            send("a", "b");
            session.disconnected();
            runTasks();

            assertThat(writer.written).isEmpty();
            assertThat(writer.closes).isEmpty();
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Nested
    class WhenAWriteFails {

        @Test
        void closesAndWritesNoMore() {
            writer.takesAtOnce = false;
            send("a");
            runTasks();
            send("b");
            writer.end(new IOException("broken pipe"));
            runTasks();

            assertThat(writer.written).containsExactly("a");
            assertThat(writer.closes).extracting(CloseReason::code).containsExactly(1011);
            assertThat(session.queuedBytes()).isZero();
        }

        @Test
        void closesWhenTheWriterThrows() {
            writer.breaks = new IllegalStateException("closed");
            send("a");
            runTasks();

            assertThat(writer.closes).hasSize(1);
            assertThat(session.isOpen()).isFalse();
            assertThat(session.queuedBytes()).isZero();
        }

        @Test
        void closesAsTooSlowWhenOneTakesTooLong() {
            writer.takesAtOnce = false;
            send("a");
            runTasks();
            pass(10);
            assertThat(session.isOpen()).isTrue();

            pass(1);
            assertThat(writer.closes).containsExactly(CloseReason.TOO_SLOW);
        }
    }

    @Test
    void givesALongMessageMoreTimeForItMayBeTakenBitByBit() {
        writer.takesAtOnce = false;
        send("x".repeat(200_000));
        session.heard();
        runTasks();
        pass(24);
        session.heard();
        pass(16);
        assertThat(session.isOpen()).isTrue();

        session.heard();
        pass(1);
        assertThat(writer.closes).containsExactly(CloseReason.TOO_SLOW);
    }

    @Nested
    class Pings {

        @Test
        void areSentWhenDue() {
            pass(25);
            assertThat(writer.pings).isZero();

            pass(1);
            assertThat(writer.pings).isEqualTo(1);
        }

        @Test
        void goOnWhileTheyAreAnswered() {
            for (int i = 0; i < 4; i++) {
                pass(26);
                session.heard();
            }

            assertThat(writer.pings).isEqualTo(4);
            assertThat(session.isOpen()).isTrue();
        }

        @Test
        void mayBeAnsweredBeforeTheyReturn() {
            writer.onPing = session::heard;
            pass(26);
            pass(21);

            assertThat(session.isOpen()).isTrue();
        }

        @Test
        void closeASessionThatDoesNotAnswer() {
            pass(26);
            pass(20);
            assertThat(session.isOpen()).isTrue();

            pass(1);
            assertThat(writer.closes).extracting(CloseReason::code).containsExactly(1001);
        }

        @Test
        void waitForTheWriteThatIsUnderWay() {
            nanos += Duration.ofSeconds(20).toNanos();
            writer.takesAtOnce = false;
            send("a");
            runTasks();
            pass(6);
            assertThat(writer.pings).isZero();

            writer.end(null);
            runTasks();
            assertThat(writer.pings).isEqualTo(1);
        }
    }

    @Nested
    class WithAnIdleTime {

        @BeforeEach
        void setIdleTime() {
            idleTime = Duration.ofMinutes(1);
            session = session(tasks::add);
        }

        private void answerPingsFor(int seconds) {
            for (int i = 0; i < seconds; i++) {
                pass(1);
                session.heard();
            }
        }

        @Test
        void closesWhenNothingButPongsIsSaid() {
            answerPingsFor(60);
            assertThat(session.isOpen()).isTrue();

            answerPingsFor(1);
            assertThat(writer.closes).extracting(CloseReason::code).containsExactly(4002);
            assertThat(refusals.counts()).containsEntry("idle", 1L);
        }

        @Test
        void staysWhileTheClientSpeaks() {
            answerPingsFor(50);
            session.spoke();
            answerPingsFor(50);

            assertThat(session.isOpen()).isTrue();
        }

        @Test
        void staysWhileTheClientIsToldSomething() {
            answerPingsFor(50);
            send("a");
            runTasks();
            answerPingsFor(50);

            assertThat(session.isOpen()).isTrue();
        }
    }
}
