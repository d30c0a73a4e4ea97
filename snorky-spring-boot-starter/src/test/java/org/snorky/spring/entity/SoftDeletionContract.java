package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Hidden;
import org.snorky.spring.entity.model.Softened;
import org.springframework.context.ConfigurableApplicationContext;

/** A row that is hidden is a row deleted. */
abstract class SoftDeletionContract extends EntityContract {

    SoftDeletionContract(ConfigurableApplicationContext application) {
        super(application);
    }

    @Test
    void byAnnotationIsADelete() {
        Softened row = new Softened();
        row.name = "soft";
        transact(em -> em.persist(row));
        recorder.clear();

        transact(em -> em.remove(em.find(Softened.class, row.id)));

        assertDeltas(new Delta.Delete("Softened", json("{'id':" + row.id + ",'name':'soft'}")));
    }

    @Test
    void byStatementIsADelete() {
        Hidden row = new Hidden();
        row.name = "hidden";
        transact(em -> em.persist(row));
        recorder.clear();

        transact(em -> em.remove(em.find(Hidden.class, row.id)));

        assertThat(recorder.deltas())
                .singleElement()
                .isInstanceOf(Delta.Delete.class)
                .extracting(Delta::model)
                .isEqualTo("Hidden");
    }
}
