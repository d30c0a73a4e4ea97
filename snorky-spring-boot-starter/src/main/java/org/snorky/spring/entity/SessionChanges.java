package org.snorky.spring.entity;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.ChangeSet;
import org.snorky.spring.publish.RowChange;
import org.snorky.spring.publish.RowKey;
import org.snorky.spring.publish.RowWriter;
import org.snorky.spring.publish.TransactionConnection;
import tools.jackson.databind.JsonNode;

/**
 * What one session changes in one transaction: entities first, as Hibernate tells of them, and rows as soon as they can
 * be written.
 *
 * <p>During a flush nothing is written, since an application's mapper may load what Hibernate could not deal with there;
 * what was flushed is written when the flush ends, and not later, since the entity may then be changed, detached or used
 * for another row. An entity that cannot be written does not fail the transaction: its model is stale, and the log says
 * why.
 */
final class SessionChanges {

    private static final Logger log = LoggerFactory.getLogger(SessionChanges.class);

    private final SharedSessionContractImplementor session;
    private final EntityChanges entities;
    private final RowWriter identifiers;
    private final ChangePublisher publisher;
    private final boolean transactional;
    private final ChangeSet changes;
    private final Map<EntityId, Changed> pending = new LinkedHashMap<>();
    private final Map<EntityId, OldEntity> locked = new HashMap<>();

    SessionChanges(
            SharedSessionContractImplementor session,
            EntityChanges entities,
            RowWriter identifiers,
            ChangePublisher publisher,
            boolean transactional) {
        this.session = session;
        this.entities = entities;
        this.identifiers = identifiers;
        this.publisher = publisher;
        this.transactional = transactional;
        this.changes = publisher.begin();
    }

    ChangeSet changes() {
        return changes;
    }

    /** The session's own, so that statements on it are part of the session's transaction. */
    TransactionConnection connection() {
        return work -> session.doWork(work::on);
    }

    /** Whether the entity's state before this transaction is still to be found out. */
    boolean isFirstChange(EntityPersister persister, Object id) {
        EntityId key = EntityId.of(persister, id);
        return !pending.containsKey(key)
                && entities.modelsOf(persister).stream().noneMatch(model -> changes.touched(row(model, id)));
    }

    /**
     * Keeps what a row was, read under a lock, for the change that follows and no other: a rollback to a savepoint gives the
     * lock back, and the row may be another's before this transaction changes it again.
     */
    void locked(EntityPersister persister, Object id, Object[] state) {
        locked.put(EntityId.of(persister, id), OldEntity.rebuild(persister, id, state, session));
    }

    /**
     * Notes a change.
     *
     * @param oldState what it was, if it was there and this is known; counts only for the first change
     * @param entity what it is now, null if it is gone
     */
    void changed(EntityPersister persister, Object id, Object @Nullable [] oldState, @Nullable Object entity) {
        EntityId key = EntityId.of(persister, id);
        OldEntity old = locked.remove(key);
        if (old == null && oldState != null && isFirstChange(persister, id)) {
            old = OldEntity.rebuild(persister, id, oldState, session);
        }
        Changed before = pending.get(key);
        pending.put(key, new Changed(persister, id, before == null ? old : before.old, entity));
        if (!session.getPersistenceContextInternal().isFlushing()) {
            write();
        }
    }

    /** Writes what is pending; to be called outside flushes, as soon as possible after them. */
    void write() {
        if (pending.isEmpty()) {
            return;
        }
        Map<EntityId, Changed> ready = new LinkedHashMap<>(pending);
        pending.clear();
        ready.values()
                .forEach(changed -> entities.modelsOf(changed.persister).forEach(model -> record(model, changed)));
        if (!transactional) {
            publisher.publishNow(changes, connection());
        }
    }

    private void record(EntityModel model, Changed changed) {
        try {
            RowKey row = row(model, changed.id);
            OldEntity old = changed.old;
            JsonNode before =
                    old == null || changes.touched(row) ? null : model.form().write(old.entity(), old.unknown());
            JsonNode after = changed.entity == null ? null : model.form().write(changed.entity, null);
            changes.record(row, new RowChange(before, after));
        } catch (RuntimeException | StackOverflowError unwritable) {
            changes.stale(model.name());
            log.error(
                    "Cannot write {} {} as a row of model '{}'; clients will not hear of this change",
                    changed.persister.getEntityName(),
                    changed.id,
                    model.name(),
                    unwritable);
        }
    }

    private RowKey row(EntityModel model, Object id) {
        return RowKey.of(model.name(), identifiers.write(id));
    }

    /** An entity's identity in the database, whichever of its classes it is seen as. */
    private record EntityId(String entity, Object id) {

        static EntityId of(EntityPersister persister, Object id) {
            return new EntityId(persister.getRootEntityName(), id);
        }
    }

    private record Changed(
            EntityPersister persister,
            Object id,
            @Nullable OldEntity old,
            @Nullable Object entity) {}
}
