package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.snorky.server.datasync.TwoNodes.ALL;
import static org.snorky.server.datasync.TwoNodes.RED;
import static org.snorky.server.datasync.TwoNodes.RESUMABLE;
import static org.snorky.server.datasync.TwoNodes.acquire;
import static org.snorky.server.datasync.TwoNodes.heard;
import static org.snorky.server.datasync.TwoNodes.insert;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.TestClient;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class TwoNodesRevokingTests {

    private static final JsonNode ANN = StringNode.valueOf("ann");

    private final TwoNodes nodes = new TwoNodes();
    private final TestClient atB = nodes.b.server.connect();

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
                UnavailableException.class, () -> nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), false));
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
        assertThat(heard(atB)).isEmpty();
        nodes.b.server.dataSync.confirmHoldings();

        assertThat(heard(atB)).containsExactly("log_lost");
    }

    @Test
    void keepsItsReasonWhereConfirmingIsFaster() {
        acquire(atB, nodes.a.authorize(null, ALL), RESUMABLE);
        nodes.b.tail.late(true);
        nodes.a.server.dataSync.revoke(new Revocation.OfItem(ALL), true);
        nodes.b.server.dataSync.confirmHoldings();

        nodes.b.tail.late(false);

        List<JsonNode> got = atB.all();
        assertThat(got).hasSize(1);
        assertThat(got.get(0).get("reason").stringValue()).isEqualTo("revoked");
        assertThat(got.get(0).get("empty").booleanValue()).isTrue();
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
