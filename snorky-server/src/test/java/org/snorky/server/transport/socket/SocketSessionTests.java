package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

class SocketSessionTests extends ScriptedSession {

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
            session = session(new OutboundLimits(4, 100, 80, SECONDS_10, Duration.ofSeconds(5)));
            assertThat(offer("a")).isTrue();
            assertThat(offer("b")).isTrue();
            assertThat(offer("c")).isFalse();
        }

        @Test
        void tellsOnceWhenItHasFallenToTheLowMark() {
            session = session(new OutboundLimits(4, 10, 8, SECONDS_10, Duration.ofSeconds(5)));
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
}
