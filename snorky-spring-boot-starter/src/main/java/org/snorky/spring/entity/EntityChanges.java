package org.snorky.spring.entity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.BaseSessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.RowWriter;

/** The changes of all transactions under way, each found by its session. Safe for all threads. */
final class EntityChanges {

    private final EntityModels models;
    private final RowWriter identifiers;
    private final ChangePublisher publisher;
    private final Map<SharedSessionContractImplementor, SessionChanges> transactions = new ConcurrentHashMap<>();
    private final Set<SharedSessionContractImplementor> heard = ConcurrentHashMap.newKeySet();

    EntityChanges(EntityModels models, RowWriter identifiers, ChangePublisher publisher) {
        this.models = models;
        this.identifiers = identifiers;
        this.publisher = publisher;
    }

    /** The models of an entity; none if it is not subscribable. */
    List<EntityModel> modelsOf(EntityPersister persister) {
        Class<?> type = persister.getMappedClass();
        return type == null ? List.of() : models.of(type);
    }

    /** The changes of the session's current transaction, which end with it; without one, changes that are told at once. */
    SessionChanges of(SharedSessionContractImplementor session) {
        SessionChanges known = transactions.get(session);
        if (known != null) {
            return known;
        }
        boolean transactional = session.isTransactionInProgress();
        SessionChanges begun = new SessionChanges(session, this, identifiers, publisher, transactional);
        if (transactional) {
            transactions.put(session, begun);
            TransactionEnd.register(session, begun, publisher, () -> transactions.remove(session, begun));
            if (heard.add(session)) {
                session.getEventListenerManager().addListener(new SessionEvents(session));
            }
        }
        return begun;
    }

    /** Hears of the ends of flushes, before which nothing may be loaded, and of the session's own. */
    private final class SessionEvents extends BaseSessionEventListener {

        private static final long serialVersionUID = 1;

        private final transient SharedSessionContractImplementor session;

        SessionEvents(SharedSessionContractImplementor session) {
            this.session = session;
        }

        @Override
        public void flushEnd(int entities, int collections) {
            flushed();
        }

        @Override
        public void partialFlushEnd(int entities, int collections) {
            flushed();
        }

        private void flushed() {
            SessionChanges changes = transactions.get(session);
            if (changes != null) {
                changes.write();
            }
        }

        /** A transaction that is open when its session ends has not been committed, and never will be. */
        @Override
        public void end() {
            heard.remove(session);
            SessionChanges changes = transactions.remove(session);
            if (changes != null) {
                publisher.completed(changes.changes(), ChangePublisher.Outcome.ROLLED_BACK);
            }
        }
    }
}
