package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.SubscriptionItem;
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
    void ofInvalidationsJoinsTheTransaction() {
        transact(em -> {
            publisher.invalidate("Report");
            publisher.invalidate("Mine", List.of("==", "id", 1));
            publisher.invalidate("All", null);
            publisher.inserted("Report", Map.of("id", 1));
            publisher.invalidate("Report");
            assertThat(recorder.invalidations()).isEmpty();
        });

        assertThat(recorder.deltas()).hasSize(1);
        assertThat(recorder.invalidations().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        Invalidation.ofModel("Report").toString(),
                        Invalidation.ofItem(new SubscriptionItem("Mine", json("['==','id',1]")))
                                .toString(),
                        Invalidation.ofItem(new SubscriptionItem("All", json("null")))
                                .toString());
    }

    @Test
    void ofInvalidationsIsForgottenByARollback() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            publisher.invalidate("Report");
            status.setRollbackOnly();
        });

        assertThat(recorder.invalidations()).isEmpty();
    }

    @Test
    void refusesWhatIsNoRow() {
        assertThatThrownBy(() -> publisher.inserted("Report", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
    }
}
