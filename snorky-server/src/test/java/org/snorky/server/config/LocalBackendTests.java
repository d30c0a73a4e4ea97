package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.TestServer;
import org.snorky.server.datasync.DataSyncNode;
import org.snorky.server.datasync.log.SharedLog;
import org.snorky.server.datasync.log.SharedLogNode;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import tools.jackson.databind.node.NullNode;

class LocalBackendTests {

    private static final SubscriptionItem ALL = new SubscriptionItem("AllTasks", NullNode.getInstance());

    private final SharedLogNode log = new SharedLog("e1").node();
    private final LocalBackend backend = new LocalBackend(
            new TestServer(log, new InMemorySubscriptionStore(10, () -> 0), DataSyncNode.ALONE).dataSync, null);

    @Test
    void isAwayWhereWhatItSharesWithOthersCannotBeReached() {
        log.cut(true);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> backend.publish(new DeltaBatch("b1", List.of(Invalidation.ofModel("Task")))))
                .withCauseInstanceOf(UnavailableException.class);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> backend.revoke(new Revocation.OfItem(ALL), false));
    }

    @Test
    void takesWhatIsRepeatedAfterThat() {
        log.cut(true);
        DeltaBatch batch = new DeltaBatch("b1", List.of(Invalidation.ofModel("Task")));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> backend.publish(batch));
        log.cut(false);

        assertThat(backend.publish(batch)).isEqualTo("e1-1");
        assertThat(backend.publish(batch)).isEqualTo("e1-1");
    }

    @Test
    void refusesWhatOnlyAServerWrites() {
        Withdrawal withdrawal = new Withdrawal(new Revocation.OfItem(ALL), Withdrawal.Cause.REVOKED, false);

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> backend.publish(new DeltaBatch(null, List.of(withdrawal))));
    }
}
