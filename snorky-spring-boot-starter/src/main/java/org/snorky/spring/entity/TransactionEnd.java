package org.snorky.spring.entity;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.backend.jta.internal.StatusTranslator;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.snorky.spring.publish.ChangePublisher;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The end of a session's transaction, as Hibernate's transaction coordinator tells it.
 *
 * <p>One mechanism serves Spring's transactions, plain JPA's and Hibernate's own, stateful sessions and stateless ones.
 * The first callback comes after the commit-time flush, when all row locks are held, and if it throws the
 * transaction is rolled back; the second tells a commit that
 * failed, whose outcome nobody knows, from a rollback. Only savepoints, which Hibernate does not see, are heard of from
 * Spring.
 */
final class TransactionEnd implements Synchronization {

    private final SessionChanges session;
    private final ChangePublisher publisher;
    private final Runnable ended;

    private TransactionEnd(SessionChanges session, ChangePublisher publisher, Runnable ended) {
        this.session = session;
        this.publisher = publisher;
        this.ended = ended;
    }

    static void register(
            SharedSessionContractImplementor session,
            SessionChanges changes,
            ChangePublisher publisher,
            Runnable ended) {
        session.getTransactionCoordinator()
                .getLocalSynchronizations()
                .registerSynchronization(new TransactionEnd(changes, publisher, ended));
        if (isSpringsOwn(session)) {
            TransactionSynchronizationManager.registerSynchronization(new Savepoints(changes));
        }
    }

    private static boolean isSpringsOwn(SharedSessionContractImplementor session) {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResourceMap().values().stream()
                        .anyMatch(resource -> resource instanceof EntityManagerHolder holder
                                && holder.getEntityManager()
                                        .unwrap(SharedSessionContractImplementor.class)
                                        .equals(session));
    }

    @Override
    public void beforeCompletion() {
        session.write();
        publisher.write(session.changes(), session.connection());
        publisher.aboutToCommit(session.changes());
    }

    @Override
    public void afterCompletion(int status) {
        ended.run();
        publisher.completed(session.changes(), outcome(status));
    }

    private static ChangePublisher.Outcome outcome(int status) {
        if (status == Status.STATUS_COMMITTED) {
            return ChangePublisher.Outcome.COMMITTED;
        }
        TransactionStatus translated = StatusTranslator.translate(status);
        return translated == TransactionStatus.ROLLED_BACK || translated == TransactionStatus.FAILED_ROLLBACK
                ? ChangePublisher.Outcome.ROLLED_BACK
                : ChangePublisher.Outcome.UNKNOWN;
    }

    /** Spring's savepoints within the transaction. */
    private record Savepoints(SessionChanges session) implements TransactionSynchronization {

        @Override
        public void savepoint(Object savepoint) {
            session.write();
            session.changes().savepoint(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            session.write();
            session.changes().rollbackTo(savepoint);
        }
    }
}
