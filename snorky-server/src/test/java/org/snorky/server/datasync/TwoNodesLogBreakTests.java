package org.snorky.server.datasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snorky.server.datasync.TwoNodes.ALL;
import static org.snorky.server.datasync.TwoNodes.RED;
import static org.snorky.server.datasync.TwoNodes.RESUMABLE;
import static org.snorky.server.datasync.TwoNodes.acquire;
import static org.snorky.server.datasync.TwoNodes.answer;
import static org.snorky.server.datasync.TwoNodes.awaitPosition;
import static org.snorky.server.datasync.TwoNodes.heard;
import static org.snorky.server.datasync.TwoNodes.insert;
import static org.snorky.server.datasync.TwoNodes.json;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.server.TestClient;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.RecordingSession;

class TwoNodesLogBreakTests {

    private final TwoNodes nodes = new TwoNodes();
    private final TestClient atA = nodes.a.server.connect();
    private final TestClient atB = nodes.b.server.connect();

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
        awaitPosition(atA, "e1-5");

        nodes.log.loseEverything("e2");

        assertThat(answer(atA)).isEqualTo("position_lost");
    }

    @Test
    void waitsForPositionsThatOnlyOthersKnowEndWithTheBreak() {
        nodes.a.tail.late(true);
        nodes.log.loseEverything("e2");
        String position = nodes.b.publish(insert(1));
        awaitPosition(atA, position);
        assertThat(answer(atA)).isNull();

        nodes.a.tail.late(false);

        assertThat(answer(atA)).isEqualTo("response");
    }

    @Test
    void waitsForPositionsOfNoEpochFailInTime() {
        awaitPosition(atA, "never-1");
        assertThat(answer(atA)).isNull();

        nodes.a.tail.expireArrivals();

        assertThat(answer(atA)).isEqualTo("position_lost");
    }
}
