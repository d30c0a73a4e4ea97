package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import tools.jackson.databind.node.StringNode;

class SocketSessionLifetimeTests extends ScriptedSession {

    @Nested
    class WhoseIdentityExpires {

        private SocketSession until(int seconds) {
            identity = new ClientIdentity(StringNode.valueOf("ann"), start.plusSeconds(seconds));
            session = session();
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
            session = session();
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
