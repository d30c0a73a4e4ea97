package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Invalidation;
import org.snorky.spring.publish.CommittedChanges;

/** What the server refuses is set aside, and nothing waits for it. */
abstract class RefusedTransactionContract extends OutboxTopic {

    RefusedTransactionContract(DataSource database) {
        super(database);
    }

    @Test
    void isParkedAloneAndItsModelsAreFetchedAgain() throws Exception {
        server.refuseModel("Bad");
        commit("Task", 1);
        commit("Bad", 2);
        commit("Task", 3);
        Outbox outbox = started();
        awaitEmpty(outbox);

        assertThat(server.told()).containsExactly("Task 1", "Task 3", "fetch Bad");
        assertThat(outbox.parked().first(10)).singleElement().satisfies(parked -> {
            assertThat(parked.models()).containsExactly("Bad");
            assertThat(parked.problem()).isEqualTo("Not this one (invalid_model at /0)");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.createdAt()).isEqualTo(NOW);
            assertThat(parked.parkedAt()).isEqualTo(NOW);
        });
        assertThat(outbox.gauge().level()).isEqualTo(new OutboxLevel(0, 1, Duration.ZERO));
    }

    @Test
    void canBeSentAgainAndIsNotTrustedThen() throws Exception {
        server.refuseModel("Bad");
        commit("Bad", 2);
        Outbox outbox = started();
        awaitEmpty(outbox);
        server.refuse(change -> false);
        long id = outbox.parked().first(10).get(0).id();

        assertThat(outbox.parked().resend(id)).isTrue();
        awaitEmpty(outbox);

        assertThat(server.told()).containsExactly("fetch Bad", "Bad 2", "fetch Bad");
        assertThat(outbox.parked().find(id)).isEmpty();
        assertThat(outbox.parked().resend(id)).isFalse();
    }

    @Test
    void isParkedAgainIfItIsRefusedAgain() throws Exception {
        server.refuseModel("Bad");
        commit("Bad", 2);
        Outbox outbox = started();
        awaitEmpty(outbox);
        outbox.parked().resend(outbox.parked().first(10).get(0).id());
        awaitEmpty(outbox);

        assertThat(outbox.parked().first(10))
                .singleElement()
                .extracting(ParkedTransaction::attempts)
                .isEqualTo(2);
    }

    @Test
    void canBeDiscarded() throws Exception {
        server.refuseModel("Bad");
        commit("Bad", 2);
        Outbox outbox = started();
        awaitEmpty(outbox);
        long id = outbox.parked().first(10).get(0).id();

        assertThat(outbox.parked().discard(id)).isTrue();
        assertThat(outbox.parked().discard(id)).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void thatOnlyInvalidatesIsParkedWithoutEnd() throws Exception {
        server.refuse(Invalidation.class::isInstance);
        commit("Task", 1);
        try (Connection connection = dataSource.getConnection()) {
            writer.write(connection, CommittedChanges.of(List.of(Invalidation.ofModel("Task"))));
        }
        Outbox outbox = started();
        awaitEmpty(outbox);

        assertThat(server.told()).containsExactly("Task 1");
        assertThat(outbox.parked().first(10)).hasSize(1);
    }

    @Test
    void isOneThatCannotBeRead() throws Exception {
        commit("Task", 1);
        commit("Broken", 2);
        jdbc.update("UPDATE snorky_outbox SET changes = 'nonsense' WHERE models = '[\"Broken\"]'");
        Outbox outbox = started();
        awaitEmpty(outbox);

        assertThat(server.told()).containsExactly("Task 1", "fetch Broken");
        assertThat(outbox.parked().first(10))
                .singleElement()
                .extracting(ParkedTransaction::problem)
                .asString()
                .contains("is not what Snorky wrote");
    }
}
