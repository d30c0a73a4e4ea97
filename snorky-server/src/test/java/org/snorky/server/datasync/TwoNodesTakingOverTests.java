package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snorky.server.datasync.TwoNodes.ALL;
import static org.snorky.server.datasync.TwoNodes.RESUMABLE;
import static org.snorky.server.datasync.TwoNodes.acquire;
import static org.snorky.server.datasync.TwoNodes.heard;
import static org.snorky.server.datasync.TwoNodes.insert;

import org.junit.jupiter.api.Test;
import org.snorky.server.TestClient;

class TwoNodesTakingOverTests {

    private final TwoNodes nodes = new TwoNodes();
    private final TestClient atA = nodes.a.server.connect();
    private final TestClient atB = nodes.b.server.connect();

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
