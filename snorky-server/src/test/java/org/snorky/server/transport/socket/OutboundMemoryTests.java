package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.limit.Refusals;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

class OutboundMemoryTests {

    private static final long LIMIT = 100_000;
    private static final int HIGH_MARK = 16_000;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Refusals refusals = new Refusals(new SimpleMeterRegistry());
    private final OpenSessions sessions = new OpenSessions();
    private Executor relief = Runnable::run;
    private final OutboundMemory memory = new OutboundMemory(LIMIT, sessions, task -> relief.execute(task));

    /** A client that takes nothing. */
    private final class Client {

        final ScriptedWriter writer = new ScriptedWriter();
        final SocketSession session;

        Client() {
            writer.takesAtOnce = false;
            session = new SocketSession(
                    new Peer("1", "websocket", ClientIdentity.ANONYMOUS, ""),
                    new WayOut(writer, Turns.on(tasks::add)),
                    new SocketSettings(
                            100,
                            new OutboundLimits(
                                    10_000, 1 << 20, HIGH_MARK, Duration.ofMinutes(1), Duration.ofMinutes(1)),
                            null,
                            Duration.ZERO,
                            new SocketMeters(new SimpleMeterRegistry(), sessions),
                            memory,
                            refusals,
                            Runnable::run,
                            () -> 0,
                            InstantSource.system()));
            sessions.add(session);
        }
    }

    private static OutboundMessage message(int size) {
        return OutboundMessage.ofUtf8("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void countsASharedMessageOnce() {
        OutboundMessage shared = message(1000);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(new Client());
            clients.get(i).session.send(shared);
        }

        assertThat(memory.bytes()).isBetween(1000L, 1100L);
    }

    @Test
    void forgetsWhatClientsTookAndWhatWasForThoseWhoHaveGone() {
        Client one = new Client();
        Client two = new Client();
        for (int i = 0; i < 5; i++) {
            OutboundMessage shared = message(1000);
            one.session.send(shared);
            two.session.send(shared);
        }
        runTasks();
        one.writer.end(null);
        assertThat(memory.bytes()).isGreaterThan(5000);

        two.session.disconnected();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void closesTheClientsWithMostWaitingUntilThereIsRoom() {
        Client large = new Client();
        Client small = new Client();
        small.session.send(message(1000));
        while (large.session.isOpen()) {
            large.session.send(message(5000));
        }

        assertThat(large.writer.closes).extracting(CloseReason::code).containsExactly(1013);
        assertThat(small.session.isOpen()).isTrue();
        assertThat(memory.bytes()).isLessThan(LIMIT * 7 / 8);
        assertThat(refusals.counts()).containsEntry("total_queue", 1L);
    }

    @Test
    void leavesTheOthersOpenWhereOneIsEnough() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Client client = new Client();
            client.session.send(message(4000 + i));
            clients.add(client);
        }
        Client last = new Client();
        last.session.send(message(70_000));

        assertThat(last.session.isOpen()).isFalse();
        assertThat(clients).allMatch(client -> client.session.isOpen());
    }

    @Test
    void takesNoMoreForThoseWhoHaveSomethingWhileNobodyMakesRoom() {
        relief = task -> {};
        Client full = new Client();
        for (int i = 0; i < 100 && full.session.isOpen(); i++) {
            full.session.send(message(5000));
        }
        assertThat(full.session.isOpen()).isFalse();
        assertThat(memory.bytes()).isLessThan(LIMIT);
    }

    @Nested
    class UnderPressure {

        private final Client hog = new Client();

        private void press() {
            while (!memory.isUnderPressure()) {
                hog.session.send(message(5000));
            }
        }

        @Test
        void whatCanWaitIsHeldBackEarlier() {
            Client client = new Client();
            client.session.send(message(HIGH_MARK / 8));
            assertThat(client.session.offer(message(1))).isTrue();

            press();
            assertThat(client.session.offer(message(1))).isFalse();
        }

        @Test
        void clientsThatKeepUpNoticeNothing() {
            press();
            Client client = new Client();

            assertThat(client.session.offer(message(1))).isTrue();
        }

        @Test
        void whatWasHeldBackLeavesOnceThereIsRoom() {
            Client client = new Client();
            client.session.send(message(HIGH_MARK / 8));
            press();
            boolean[] left = new boolean[1];
            assertThat(client.session.offer(message(1))).isFalse();
            client.session.whenLow(() -> left[0] = client.session.offer(message(1)));
            runTasks();
            assertThat(left[0]).isFalse();

            client.writer.end(null);
            runTasks();
            assertThat(left[0]).isTrue();
        }
    }
}
