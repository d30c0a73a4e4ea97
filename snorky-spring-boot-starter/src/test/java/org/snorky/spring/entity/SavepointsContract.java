package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.hibernate.HibernateTransactionManager;
import org.springframework.orm.jpa.hibernate.SessionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A savepoint that is rolled back takes its part along. */
abstract class SavepointsContract extends EntityContract {

    private final SessionFactory sessions;
    private final HibernateTransactionManager hibernate;

    SavepointsContract(ConfigurableApplicationContext application) {
        super(application);
        sessions = factory.unwrap(SessionFactory.class);
        hibernate = new HibernateTransactionManager(sessions);
        hibernate.setNestedTransactionAllowed(true);
        hibernate.afterPropertiesSet();
    }

    @Test
    void rolledBackTakeTheirPartAlong() {
        TransactionTemplate outer = new TransactionTemplate(hibernate);
        TransactionTemplate nested = nested(hibernate);

        outer.executeWithoutResult(status -> {
            Session session = current();
            session.persist(new Task("before"));
            session.flush();
            nested.executeWithoutResult(inner -> {
                session.persist(new Task("rolled back"));
                session.flush();
                nested.executeWithoutResult(innermost -> {
                    session.persist(new Task("rolled back with it"));
                    session.flush();
                });
                inner.setRollbackOnly();
            });
            nested.executeWithoutResult(inner -> {
                session.persist(new Task("kept"));
                session.flush();
            });
            session.persist(new Task("after"));
        });

        assertThat(titles()).containsExactly("before", "kept", "after");
    }

    @Test
    void olderThanTheFirstChangeTakeAllAlong() {
        TransactionTemplate outer = new TransactionTemplate(hibernate);
        TransactionTemplate nested = nested(hibernate);

        outer.executeWithoutResult(status -> {
            nested.executeWithoutResult(inner -> {
                current().persist(new Task("rolled back"));
                current().flush();
                inner.setRollbackOnly();
            });
            current().persist(new Task("kept"));
        });

        assertThat(titles()).containsExactly("kept");
    }

    /** What had locked the row is rolled back, too, so the row may be another's until it is changed again. */
    @Test
    void giveRowsToOthersWhoseChangesAreNotPassedOver() {
        Long id = saved(new Task("first"));
        TransactionTemplate outer = new TransactionTemplate(hibernate);
        TransactionTemplate nested = nested(hibernate);

        outer.executeWithoutResult(status -> {
            Session session = current();
            nested.executeWithoutResult(inner -> {
                session.find(Task.class, id).title = "rolled back";
                session.flush();
                inner.setRollbackOnly();
            });
            session.clear();
            CompletableFuture.runAsync(() -> transact(em -> em.find(Task.class, id).title = "another's"))
                    .join();
            session.find(Task.class, id).title = "last";
        });

        assertThat(recorder.deltas())
                .extracting(
                        delta -> ((Delta.Update) delta).oldData().path("title").stringValue())
                .containsExactly("first", "another's");
    }

    @Test
    void ofPlainJdbcCountForWhatIsPublishedByHand() {
        JdbcTransactionManager jdbc = new JdbcTransactionManager(application.getBean(DataSource.class));
        TransactionTemplate outer = new TransactionTemplate(jdbc);
        TransactionTemplate nested = nested(jdbc);

        outer.executeWithoutResult(status -> {
            publisher.inserted("Report", Map.of("id", 1));
            nested.executeWithoutResult(inner -> {
                publisher.inserted("Report", Map.of("id", 2));
                inner.setRollbackOnly();
            });
            publisher.inserted("Report", Map.of("id", 3));
        });

        assertThat(recorder.deltas())
                .extracting(delta -> ((Delta.Insert) delta).data().path("id").intValue())
                .containsExactly(1, 3);
    }

    private static TransactionTemplate nested(PlatformTransactionManager manager) {
        TransactionTemplate nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return nested;
    }

    private Session current() {
        return ((SessionHolder) TransactionSynchronizationManager.getResource(sessions)).getSession();
    }
}
