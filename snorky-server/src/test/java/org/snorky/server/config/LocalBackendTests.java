package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncSettings;
import org.snorky.server.datasync.dealer.BroadcastDealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.SharedLog;
import org.snorky.server.datasync.log.SharedLogNode;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import tools.jackson.databind.node.NullNode;

class LocalBackendTests {

    private static final SubscriptionItem ALL = new SubscriptionItem("AllTasks", NullNode.getInstance());

    private final SharedLogNode log = new SharedLog("e1").node();
    private final LocalBackend backend = new LocalBackend(
            new DataSync(
                    new Dealers(List.of(new BroadcastDealer("AllTasks", "Task")), name -> false),
                    log,
                    new InMemorySubscriptionStore(10, () -> 0),
                    new Tokens(new Random(1)),
                    () -> Instant.EPOCH,
                    new DataSyncSettings(
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(5),
                            10,
                            10,
                            10,
                            Duration.ofSeconds(10),
                            RowKeys.BY_ID,
                            new BacklogBounds(1 << 20, 1 << 24)),
                    new CompositeMeterRegistry()),
            null);

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
