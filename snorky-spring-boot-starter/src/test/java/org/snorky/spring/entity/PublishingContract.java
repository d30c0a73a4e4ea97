package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes published by hand. */
abstract class PublishingContract extends EntityContract {

    PublishingContract(ConfigurableApplicationContext application) {
        super(application);
    }

    @Test
    void byHandJoinsTheTransaction() {
        transact(em -> {
            publisher.inserted("Report", Map.of("id", 1, "state", "new"));
            publisher.updated("Report", Map.of("id", 1, "state", "new"), Map.of("id", 1, "state", "done"));
            assertThat(recorder.deltas()).isEmpty();
        });

        assertDeltas(new Delta.Insert("Report", json("{'id':1,'state':'done'}")));
    }

    @Test
    void byHandWithoutATransactionIsToldAtOnce() {
        publisher.deleted("Report", json("{'id':1}"));

        assertDeltas(new Delta.Delete("Report", json("{'id':1}")));
    }

    @Test
    void byHandIsForgottenByARollback() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            publisher.inserted("Report", Map.of("id", 1));
            status.setRollbackOnly();
        });

        assertThat(recorder.deltas()).isEmpty();
    }

    @Test
    void refusesWhatIsNoRow() {
        assertThatThrownBy(() -> publisher.inserted("Report", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
    }
}
