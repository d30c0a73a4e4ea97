package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Seat;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that are not a JpaTransactionManager's, or not the only one. */
abstract class OtherTransactionsContract extends EntityContract {

    OtherTransactionsContract(ConfigurableApplicationContext application) {
        super(application);
    }

    @Test
    void ofPlainJpaAreToldAfterTheirCommit() {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new Task("raw"));
            em.flush();
            assertThat(recorder.deltas()).isEmpty();
            em.getTransaction().commit();
            assertThat(recorder.deltas()).hasSize(1);

            em.getTransaction().begin();
            em.persist(new Task("rolled back"));
            em.flush();
            em.getTransaction().rollback();

            em.getTransaction().begin();
            em.persist(new Task("second"));
            em.getTransaction().commit();
        }

        assertThat(recorder.deltas())
                .extracting(delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                .containsExactly("raw", "second");
    }

    @Test
    void leftOpenWhenTheirSessionEndsAreForgotten() {
        EntityManager em = factory.createEntityManager();
        em.getTransaction().begin();
        em.persist(new Task("never committed"));
        em.flush();
        em.getTransaction().rollback();
        em.close();

        assertThat(recorder.deltas()).isEmpty();
    }

    @Test
    void ofAStatelessSessionTellTrueOldStates() {
        try (StatelessSession session = factory.unwrap(SessionFactory.class).openStatelessSession()) {
            session.beginTransaction();
            Task task = new Task("one");
            session.insert(task);
            session.getTransaction().commit();
            assertDeltas(new Delta.Insert("Task", task(task.id, "one", false)));
            recorder.clear();

            session.beginTransaction();
            Task update = new Task("two");
            update.id = task.id;
            session.update(update);
            session.getTransaction().commit();
            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, told -> {
                assertThat(told.oldData().path("title").stringValue()).isEqualTo("one");
                assertThat(told.newData().path("title").stringValue()).isEqualTo("two");
            });
            recorder.clear();

            session.beginTransaction();
            Task gone = new Task("whatever");
            gone.id = task.id;
            session.delete(gone);
            session.getTransaction().commit();
            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Delete.class, told -> assertThat(
                            told.data().path("title").stringValue())
                    .isEqualTo("two"));
        }
    }

    @Test
    void ofAStatelessSessionTellAnUpsertAsWhatItBecame() {
        try (StatelessSession session = factory.unwrap(SessionFactory.class).openStatelessSession()) {
            session.beginTransaction();
            Seat seat = new Seat();
            seat.place = new Seat.Place(7, 7);
            seat.takenBy = "ann";
            session.upsert(seat);
            session.getTransaction().commit();
            session.beginTransaction();
            seat.takenBy = "bob";
            session.upsert(seat);
            session.getTransaction().commit();
        }

        assertThat(recorder.deltas()).hasSize(2);
        assertThat(recorder.deltas().get(0)).isInstanceOf(Delta.Insert.class);
        assertThat(recorder.deltas().get(1)).isInstanceOfSatisfying(Delta.Update.class, update -> assertThat(
                        update.oldData().path("taken_by").stringValue())
                .isEqualTo("ann"));
    }

    @Test
    void startedAnewWithinOneAreToldByThemselves() {
        TransactionTemplate anew = new TransactionTemplate(transactions);
        anew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThatThrownBy(() -> transact(em -> {
                    em.persist(new Task("outer"));
                    publisher.inserted("Manual", Map.of("id", 1));
                    anew.executeWithoutResult(status -> {
                        em.persist(new Task("inner"));
                        publisher.inserted("Manual", Map.of("id", 2));
                    });
                    throw new IllegalStateException("outer fails");
                }))
                .hasMessage("outer fails");

        assertThat(recorder.deltas("Task"))
                .extracting(delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                .containsExactly("inner");
        assertThat(recorder.deltas("Manual"))
                .extracting(delta -> ((Delta.Insert) delta).data().path("id").intValue())
                .containsExactly(2);
    }
}
