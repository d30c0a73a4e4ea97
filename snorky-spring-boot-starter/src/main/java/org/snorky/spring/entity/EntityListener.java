package org.snorky.spring.entity;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractDatabaseOperationEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Hears of each row that Hibernate inserts, updates, upserts or deletes, in sessions of either kind. */
final class EntityListener
        implements PostInsertEventListener,
                PreUpdateEventListener,
                PostUpdateEventListener,
                PreDeleteEventListener,
                PostDeleteEventListener,
                PreUpsertEventListener,
                PostUpsertEventListener {

    private static final long serialVersionUID = 1;

    private final transient EntityChanges changes;

    EntityListener(EntityChanges changes) {
        this.changes = changes;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        changed(event, null, event.getEntity());
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        lockIfNeeded(event, event.getOldState());
        return false;
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        changed(event, event.getOldState(), event.getEntity());
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        lockIfNeeded(event, event.getDeletedState());
        return false;
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        changed(event, event.getDeletedState(), null);
    }

    /** Whether it becomes an insert or an update shows in whether there is a row to lock. */
    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        lockIfNeeded(event, null);
        return false;
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        changed(event, null, event.getEntity());
    }

    /** Commits are heard of from the transaction, once for all of its rows. */
    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void changed(AbstractDatabaseOperationEvent event, Object @Nullable [] oldState, @Nullable Object entity) {
        if (!changes.modelsOf(event.getPersister()).isEmpty()) {
            changes.of(event.getSession()).changed(event.getPersister(), event.getId(), oldState, entity);
        }
    }

    private void lockIfNeeded(AbstractDatabaseOperationEvent event, Object @Nullable [] loaded) {
        EntityPersister persister = event.getPersister();
        if (!mustLock(persister, loaded)) {
            return;
        }
        SharedSessionContractImplementor session = event.getSession();
        SessionChanges known = changes.of(session);
        if (known.isFirstChange(persister, event.getId())) {
            Object[] state = LockedRow.read(session, persister, event.getId(), loaded);
            if (state != null) {
                known.locked(persister, event.getId(), state);
            }
        }
    }

    private boolean mustLock(EntityPersister persister, Object @Nullable [] loaded) {
        return changes.modelsOf(persister).stream()
                .anyMatch(model -> loaded == null
                        || switch (model.oldState()) {
                            case LOADED -> false;
                            case LOCKED -> true;
                            case AUTO -> !persister.isVersioned();
                        });
    }
}
