package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.CloseReason;

class SocketSessionClosingTests extends ScriptedSession {

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
}
