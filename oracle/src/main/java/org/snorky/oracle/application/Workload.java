package org.snorky.oracle.application;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.orm.jpa.hibernate.SessionHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions, random and by plan. */
@Component
class Workload {

    private final SessionFactory sessions;
    private final TransactionTemplate outer;
    private final TransactionTemplate nested;

    Workload(EntityManagerFactory factory, PlatformTransactionManager manager) {
        sessions = factory.unwrap(SessionFactory.class);
        outer = new TransactionTemplate(manager);
        nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Runs random transactions, one after the other. */
    Work run(long seed, int transactions) {
        Random random = new Random(seed);
        Work done = Work.NONE;
        for (int i = 0; i < transactions; i++) {
            done = done.plus(one(random));
        }
        return done;
    }

    /** A deadlock, a stale version or a taken id is the fate of concurrent transactions, and rolls them back. */
    private Work one(Random random) {
        WorkCount count = new WorkCount();
        try {
            outer.executeWithoutResult(status -> new RandomTransaction(random, session(), nested, count).run(status));
            return count.ended(false);
        } catch (DataAccessException | PersistenceException conflict) {
            return count.ended(true);
        }
    }

    /** Does something in a transaction. */
    void inTransaction(Consumer<Session> action) {
        outer.executeWithoutResult(status -> action.accept(session()));
    }

    private Session session() {
        SessionHolder holder = (SessionHolder) TransactionSynchronizationManager.getResource(sessions);
        return Objects.requireNonNull(holder).getSession();
    }
}
