package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.snorky.server.datasync.TwoNodes.ALL;
import static org.snorky.server.datasync.TwoNodes.RED;
import static org.snorky.server.datasync.TwoNodes.acquire;
import static org.snorky.server.datasync.TwoNodes.answer;
import static org.snorky.server.datasync.TwoNodes.heard;
import static org.snorky.server.datasync.TwoNodes.insert;
import static org.snorky.server.datasync.TwoNodes.json;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.TestClient;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class TwoNodesTests {

    private static final String RESUMABLE = ",\"position\":null";
    private static final JsonNode ANN = StringNode.valueOf("ann");
    private static final String AWAIT =
            "{\"service\":\"datasync\",\"message\":{\"command\":\"awaitPosition\",\"params\":{\"position\":\"%s\"},\"callId\":1}}";

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
            atA.send(AWAIT.formatted(position));
            assertThat(atA.all()).isEmpty();

            nodes.a.tail.late(false);

            assertThat(atA.all())
                    .extracting(message -> message.get("type").stringValue())
                    .containsExactly("delta", "response");
        }
    }

    @Nested
    class TakingOver {

        @Test
        void tellsWhoHeldItAtTheOtherNode() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);

            assertThat(acquire(atB, token, ",\"position\":\"e1-0\"")).isEqualTo("response");
            nodes.a.publish(insert(1));

            assertThat(heard(atA)).containsExactly("taken_over");
            assertThat(heard(atB)).containsExactly("1");
        }

        @Test
        void isFoundByConfirmingWhereNoWordCame() {
            nodes.a.subscriptions.deaf(true);
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            acquire(atB, token, ",\"position\":\"e1-0\"");
            assertThat(heard(atA)).isEmpty();

            nodes.a.server.dataSync.confirmHoldings();
            nodes.b.server.dataSync.confirmHoldings();
            nodes.a.publish(insert(1));

            assertThat(heard(atA)).containsExactly("taken_over");
            assertThat(heard(atB)).containsExactly("1");
        }

        @Test
        void isRefusedToWhoCannotResume() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, "");

            assertThat(acquire(atB, token, "")).isEqualTo("already_acquired");
            nodes.a.publish(insert(1));

            assertThat(heard(atA)).containsExactly("1");
        }

        @Test
        void whoLosesItAndHasItAgainKeepsIt() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            acquire(atB, token, ",\"position\":\"e1-0\"");
            assertThat(heard(atA)).containsExactly("taken_over");
            acquire(atA, token, ",\"position\":\"e1-0\"");

            nodes.a.server.dataSync.confirmHoldings();
            nodes.b.publish(insert(1));

            assertThat(heard(atA)).containsExactly("1");
            assertThat(heard(atB)).containsExactly("taken_over");
        }

        @Test
        void leavesNothingBehindWhereItsClientGoes() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            acquire(atB, token, ",\"position\":\"e1-0\"");
            atA.disconnect();

            nodes.b.server.dataSync.confirmHoldings();

            assertThat(heard(atB)).isEmpty();
            assertThat(nodes.b.server.dataSync.acquiredCount()).isEqualTo(1);
        }
    }

    @Nested
    class Revoking {

        @Test
        void reachesWhoHoldsAtTheOtherNodeInItsPlaceAmongTheDeltas() {
            acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);
            nodes.a.publish(insert(1));

            assertThat(nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), true))
                    .isEqualTo(1);
            nodes.a.publish(insert(2));

            List<JsonNode> got = atB.all();
            assertThat(got).hasSize(2);
            assertThat(got.get(1).get("reason").stringValue()).isEqualTo("revoked");
            assertThat(got.get(1).get("empty").booleanValue()).isTrue();
            assertThat(nodes.b.server.dataSync.acquiredCount()).isZero();
        }

        @Test
        void endsWhoCannotResumeToo() {
            acquire(atB, nodes.a.authorize(null, ALL), "");

            nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false);
            nodes.a.publish(insert(1));

            assertThat(atB.all()).isEmpty();
        }

        @Test
        void ofAnIdentityEndsWhatWasForItAlone() {
            TestClient ann = nodes.b.server.connect(new RecordingSession(ANN));
            acquire(ann, nodes.a.authorize(ANN, ALL), RESUMABLE);
            acquire(ann, nodes.a.authorize(ANN, RED), RESUMABLE);
            acquire(ann, nodes.a.authorize(null, ALL), RESUMABLE);

            assertThat(nodes.a.server.dataSync.revoke(new Revocation.OfIdentity(ANN), false))
                    .isEqualTo(2);

            assertThat(heard(ann)).containsExactlyInAnyOrder("revoked", "revoked");
            assertThat(nodes.b.server.dataSync.acquiredCount()).isEqualTo(1);
        }

        @Test
        void ofATokenTellsWhetherTheApplicationCancelledIt() {
            String one = nodes.a.authorize(null, ALL);
            String other = nodes.a.authorize(null, ALL);
            acquire(atB, one, RESUMABLE);
            acquire(atB, other, RESUMABLE);

            nodes.a.server.dataSync.revoke(new Revocation.OfToken(one), false);
            nodes.a.server.dataSync.cancel(other);

            assertThat(heard(atB)).containsExactly("revoked", "cancelled");
        }

        @Test
        void thatFailedHalfWayIsDoneByRepeating() {
            acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);
            nodes.a.tail.cut(true);
            UnavailableException failed = catchThrowableOfType(
                    UnavailableException.class,
                    () -> nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false));
            assertThat(failed.code()).isEqualTo("unavailable");
            nodes.a.tail.cut(false);

            assertThat(nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false))
                    .isZero();

            assertThat(heard(atB)).containsExactly("revoked");
        }

        @Test
        void thatFailedHalfWayIsFoundByConfirming() {
            String token = nodes.a.authorize(null, ALL);
            acquire(atB, token, RESUMABLE);
            nodes.a.tail.cut(true);
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false));

            nodes.b.server.dataSync.confirmHoldings();

            assertThat(heard(atB)).containsExactly("log_lost");
        }

        @Test
        void leavesWhatIsAuthorisedAfterwards() {
            nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false);

            assertThat(acquire(atB, nodes.b.authorize(null, ALL), RESUMABLE)).isEqualTo("response");
        }

        @Test
        void isMetInTheReplayOfWhoClaimsBeforeItsPlace() {
            String token = nodes.a.authorize(null, ALL);
            nodes.a.tail.append(
                    null, List.of(new Withdrawal(new Revocation.OfToken(token), Withdrawal.Cause.REVOKED, false)));

            assertThat(acquire(atB, token, RESUMABLE)).isEqualTo("no_such_subscription");
            assertThat(nodes.store.node("c").find(token)).isNull();
        }

        @Test
        void isNothingThatApplicationsPublish() {
            Withdrawal withdrawal = new Withdrawal(new Revocation.OfItem(ALL), Withdrawal.Cause.REVOKED, false);

            ProtocolException refused = catchThrowableOfType(
                    ProtocolException.class,
                    () -> nodes.a.server.dataSync.publish(new DeltaBatch(null, List.of(insert(1), withdrawal))));

            assertThat(refused.code()).isEqualTo("invalid_delta_type");
            assertThat(refused.pointer()).isEqualTo("/deltas/1");
            assertThat(nodes.a.tail.head().offset()).isZero();
        }
    }

    @Nested
    class WhereTheLogBreaks {

        @Test
        void tellsAllWhoCanResumeAndClosesTheOthers() {
            RecordingSession plainSession = new RecordingSession();
            TestClient plain = nodes.a.server.connect(plainSession);
            String token = nodes.a.authorize(null, ALL);
            acquire(atA, token, RESUMABLE);
            acquire(atB, nodes.a.authorize(null, RED), RESUMABLE);
            acquire(plain, nodes.a.authorize(null, ALL), "");

            nodes.log.loseEverything("e2");

            assertThat(heard(atA)).containsExactly("log_lost");
            assertThat(heard(atB)).containsExactly("log_lost");
            assertThat(plainSession.closed()).isEqualTo(CloseReason.LOG_LOST);
            assertThat(nodes.a.server.dataSync.acquiredCount()).isZero();
            assertThat(acquire(atA, token, ",\"position\":\"e1-0\"")).isEqualTo("no_such_subscription");
        }

        @Test
        void goesOnInTheNewEpoch() {
            nodes.a.publish(insert(1));
            nodes.log.loseEverything("e2");
            acquire(atA, nodes.b.authorize(null, ALL), RESUMABLE);

            assertThat(nodes.b.publish(insert(2))).isEqualTo("e2-1");

            nodes.a.publish(new Delta.Insert("Other", json("{}")));
            nodes.a.server.dataSync.tellPositions();
            assertThat(atA.all()).hasSize(2).last().satisfies(position -> assertThat(
                            position.get("position").stringValue())
                    .isEqualTo("e2-2"));
        }

        @Test
        void aPositionOfTheEpochBeforeIsLostAtEveryNode() {
            String token = nodes.a.authorize(null, ALL);
            nodes.log.loseEverything("e2");

            assertThat(acquire(atB, token, RESUMABLE)).isEqualTo("position_lost");
            assertThat(acquire(atA, token, RESUMABLE)).isEqualTo("no_such_subscription");
        }

        @Test
        void aNodeThatMissedSomethingEndsItsOwnOnly() {
            acquire(atA, nodes.a.authorize(null, ALL), RESUMABLE);
            acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);
            nodes.b.tail.cut(true);
            nodes.a.publish(insert(1));
            nodes.a.publish(insert(2));
            nodes.log.trim(1);

            nodes.b.tail.cut(false);

            assertThat(heard(atA)).containsExactly("1", "2");
            assertThat(heard(atB)).containsExactly("log_lost");
        }

        @Test
        void waitsForPositionsBeforeItFail() {
            atA.send(AWAIT.formatted("e1-5"));

            nodes.log.loseEverything("e2");

            assertThat(answer(atA)).isEqualTo("position_lost");
        }

        @Test
        void waitsForPositionsThatOnlyOthersKnowEndWithTheBreak() {
            nodes.a.tail.late(true);
            nodes.log.loseEverything("e2");
            String position = nodes.b.publish(insert(1));
            atA.send(AWAIT.formatted(position));
            assertThat(answer(atA)).isNull();

            nodes.a.tail.late(false);

            assertThat(answer(atA)).isEqualTo("response");
        }

        @Test
        void waitsForPositionsOfNoEpochFailInTime() {
            atA.send(AWAIT.formatted("never-1"));
            assertThat(answer(atA)).isNull();

            nodes.a.tail.expireArrivals();

            assertThat(answer(atA)).isEqualTo("position_lost");
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
