package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.snorky.server.datasync.TwoNodes.ALL;
import static org.snorky.server.datasync.TwoNodes.RESUMABLE;
import static org.snorky.server.datasync.TwoNodes.acquire;
import static org.snorky.server.datasync.TwoNodes.answer;
import static org.snorky.server.datasync.TwoNodes.awaitPosition;
import static org.snorky.server.datasync.TwoNodes.heard;
import static org.snorky.server.datasync.TwoNodes.insert;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;
import org.snorky.server.datasync.log.UnavailableException;

class TwoNodesTests {

    private final TwoNodes nodes = new TwoNodes();
    private final TestClient atA = nodes.a.server.connect();
    private final TestClient atB = nodes.b.server.connect();

    @Nested
    class Delivering {

        @Test
        void whatIsPublishedAtOneGoesToClientsOfBoth() {
            acquire(atA, nodes.a.authorize(null, ALL), RESUMABLE);
            acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);

            nodes.a.publish(insert(1));
            nodes.b.publish(insert(2));

            assertThat(heard(atA)).containsExactly("1", "2");
            assertThat(heard(atB)).containsExactly("1", "2");
        }

        @Test
        void whatWasMissedAtOneIsReplayedAtTheOther() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            String seen = nodes.a.publish(insert(1));
            atA.disconnect();
            nodes.b.publish(insert(2));

            TestClient again = nodes.b.server.connect();
            again.send("""
                {"service":"datasync","message":{"command":"acquireSubscription","callId":1,
                 "params":{"token":"%s","position":"%s"}}}\
                """.formatted(token, seen));

            assertThat(again.all()).hasSize(2).first().satisfies(delta -> assertThat(
                            delta.at("/delta/data/id").intValue())
                    .isEqualTo(2));
        }

        @Test
        void waitsEndWithWhatOthersPublish() {
            acquire(atA, nodes.a.authorize(null, ALL), RESUMABLE);
            nodes.a.tail.late(true);
            String position = nodes.b.publish(insert(1));
            awaitPosition(atA, position);
            assertThat(atA.all()).isEmpty();

            nodes.a.tail.late(false);

            assertThat(atA.all())
                    .extracting(message -> message.get("type").stringValue())
                    .containsExactly("delta", "response");
        }
    }

    @Nested
    class AtANodeThatIsBehind {

        private final String token;

        AtANodeThatIsBehind() {
            nodes.b.tail.late(true);
            nodes.a.publish(insert(1));
            token = nodes.a.authorize(null, ALL);
        }

        @Test
        void acquiringWaitsUntilItHasHeard() {
            assertThat(acquire(atB, token, RESUMABLE)).isNull();
            nodes.a.publish(insert(2));

            nodes.b.tail.late(false);

            assertThat(atB.all())
                    .satisfiesExactly(
                            response -> assertThat(response.at("/data/position").stringValue())
                                    .isEqualTo("e1-1"),
                            delta -> assertThat(delta.at("/delta/data/id").intValue())
                                    .isEqualTo(2));
        }

        @Test
        void acquiringFailsAfterATime() {
            assertThat(acquire(atB, token, RESUMABLE)).isNull();

            nodes.b.tail.expireArrivals();

            assertThat(answer(atB)).isEqualTo("position_lost");
            assertThat(nodes.b.server.dataSync.acquiredCount()).isZero();
        }

        @Test
        void whoGoesMeanwhileGetsNothing() {
            assertThat(acquire(atB, token, RESUMABLE)).isNull();
            atB.disconnect();

            nodes.b.tail.late(false);

            assertThat(nodes.b.server.dataSync.acquiredCount()).isZero();
            assertThat(nodes.store.node("c").find(token)).isNull();
        }

        @Test
        void whoCancelsMeanwhileGetsNothing() {
            assertThat(acquire(atB, token, RESUMABLE)).isNull();
            atB.send("""
                {"service":"datasync","message":{"command":"cancelSubscription","callId":2,
                 "params":{"token":"%s"}}}\
                """.formatted(token));
            assertThat(answer(atB)).isEqualTo("response");

            nodes.b.tail.late(false);

            assertThat(answer(atB)).isEqualTo("no_such_subscription");
            assertThat(nodes.b.server.dataSync.acquiredCount()).isZero();
        }

        @Test
        void theSameTwiceIsRefused() {
            assertThat(acquire(atB, token, RESUMABLE)).isNull();

            assertThat(acquire(atB, token, RESUMABLE)).isEqualTo("already_acquired");
        }
    }

    @Nested
    class CutOff {

        @Test
        void refusesToPublishAndAcquireForNow() {
            String token = nodes.a.authorize(null, ALL);
            nodes.b.cut(true);

            assertThat(acquire(atB, token, RESUMABLE)).isEqualTo("unavailable");
            UnavailableException refused =
                    catchThrowableOfType(UnavailableException.class, () -> nodes.b.publish(insert(1)));
            assertThat(refused.code()).isEqualTo("unavailable");
            nodes.b.cut(false);

            assertThat(acquire(atB, token, RESUMABLE)).isEqualTo("response");
        }

        @Test
        void keepsItsClientsAndCatchesUp() {
            acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);
            nodes.b.cut(true);
            nodes.a.publish(insert(1));
            assertThat(heard(atB)).isEmpty();

            nodes.b.cut(false);

            assertThat(heard(atB)).containsExactly("1");
        }

        @Test
        void goesOnConfirmingWhereItWasStopped() {
            nodes.a.subscriptions.deaf(true);
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            acquire(atB, token, ",\"position\":\"e1-0\"");
            nodes.a.subscriptions.cut(true);
            assertThat(catchThrowableOfType(UnavailableException.class, nodes.a.server.dataSync::confirmHoldings))
                    .isNotNull();
            nodes.a.subscriptions.cut(false);

            nodes.a.server.dataSync.confirmHoldings();

            assertThat(heard(atA)).containsExactly("taken_over");
        }

        @Test
        void anAcquisitionWhoseClaimFailsLeavesWhoHoldsIt() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            nodes.a.subscriptions.cut(true);

            assertThat(acquire(nodes.a.server.connect(), token, ",\"position\":\"e1-0\""))
                    .isEqualTo("unavailable");
            nodes.b.publish(insert(1));

            assertThat(heard(atA)).containsExactly("1");
        }
    }
}
