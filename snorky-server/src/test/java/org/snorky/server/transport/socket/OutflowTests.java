package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.limit.Refusals;
import org.snorky.server.session.OutboundMessage;

class OutflowTests {

    /** A turn that was asked for. */
    private record Asked(Runnable turn, boolean isLong) {}

    private final Queue<Asked> turns = new ArrayDeque<>();
    private final ScriptedWriter writer = new ScriptedWriter();
    private final List<String> told = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboundMemory memory = new OutboundMemory(1 << 24, new OpenSessions(), Runnable::run);
    private final Outflow outflow = new Outflow(
            new WayOut(writer, (turn, isLong) -> turns.add(new Asked(turn, isLong))),
            new SocketSettings(
                    100,
                    new OutboundLimits(1000, 1 << 20, 1 << 19, Duration.ofSeconds(10), Duration.ofSeconds(5)),
                    null,
                    Duration.ZERO,
                    new SocketMeters(registry, new OpenSessions()),
                    memory,
                    new Refusals(registry),
                    Runnable::run,
                    () -> 0,
                    InstantSource.system()),
            new Outflow.Owner() {

                @Override
                public void asks(long now) {
                    told.add("asks");
                }

                @Override
                public void said(long since) {
                    told.add("said");
                }

                @Override
                public void broken(Throwable failure) {
                    told.add("broken");
                }
            });

    private static OutboundMessage message(String text) {
        return OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8));
    }

    private void take(int count, int size) {
        for (int i = 0; i < count; i++) {
            assertThat(outflow.take(message("x".repeat(size)), false)).isEqualTo(Outflow.Taken.YES);
        }
    }

    private void runTurns() {
        while (!turns.isEmpty()) {
            turns.remove().turn().run();
        }
    }

    @Test
    void asksForOneTurnHoweverMuchComesAndGathersItIntoOneWrite() {
        take(16, 200);
        assertThat(turns).hasSize(1);

        runTurns();
        assertThat(writer.writes).isEqualTo(1);
        assertThat(writer.written).hasSize(16);
        assertThat(told).containsExactly("said");
    }

    @Test
    void writesUpToSoManyMessagesInATurnAndAsksForAnother() {
        take(300, 1);
        turns.remove().turn().run();
        assertThat(writer.written).hasSize(128);
        assertThat(turns).hasSize(1);

        runTurns();
        assertThat(writer.writes).isEqualTo(3);
        assertThat(writer.written).hasSize(300);
    }

    @Test
    void writesUpToSoManyBytesInATurnAndALongMessageAlone() {
        take(3, 20_000);
        take(1, 100_000);
        take(2, 10_000);
        runTurns();

        assertThat(writer.written).hasSize(6);
        assertThat(writer.writes).isEqualTo(5);
    }

    @Test
    void asksForALongTurnWhereMuchWaits() {
        take(1, 200);
        assertThat(turns.remove().isLong()).isFalse();

        Outflow.Taken taken = outflow.takeAll(
                IntStream.range(0, 100).mapToObj(i -> message("y".repeat(200))).toList());
        assertThat(taken).isEqualTo(Outflow.Taken.YES);
        assertThat(turns).as("while one is asked for").isEmpty();
    }

    @Test
    void takesManyAtOnceWithOneTurn() {
        outflow.takeAll(IntStream.range(0, 100)
                .mapToObj(i -> message(i + "y".repeat(200)))
                .toList());
        assertThat(turns).hasSize(1);
        assertThat(turns.element().isLong()).isTrue();

        runTurns();
        assertThat(writer.writes).isEqualTo(1);
        assertThat(writer.written).hasSize(100).element(99).asString().startsWith("99y");
    }

    @Test
    void asksForNoTurnWhileAWriteWaitsForTheClient() {
        writer.takesAtOnce = false;
        take(1, 1);
        runTurns();
        take(5, 1);
        assertThat(turns).isEmpty();

        writer.end(null);
        assertThat(turns).hasSize(1);
    }

    @Test
    void countsTheEndOfAWriteOnce() {
        writer.takesAtOnce = false;
        take(1, 1);
        runTurns();
        writer.end(null);
        outflow.done(null);

        assertThat(told).containsExactly("said");
        assertThat(turns).isEmpty();
    }

    @Nested
    class ForgetsWhatItCounted {

        @Test
        void onceItIsSent() {
            take(500, 100);
            runTurns();

            assertThat(memory.bytes()).isZero();
            assertThat(outflow.bytes()).isZero();
        }

        @Test
        void onceItIsAbandonedAndWhatWasUnderWayHasEnded() {
            writer.takesAtOnce = false;
            take(500, 100);
            runTurns();
            assertThat(outflow.abandon()).isTrue();
            assertThat(outflow.abandon()).isFalse();
            assertThat(outflow.bytes()).as("what is under way").isPositive();

            writer.end(new IOException("wanted by the test"));
            assertThat(memory.bytes()).isZero();
            assertThat(outflow.bytes()).isZero();
        }
    }
}
