package org.snorky.spring.entity;

import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each collection that a flush is about to change, while its snapshot still holds the old content. Its owner is
 * then a changed row, even if no column of its own is.
 */
final class CollectionListener
        implements PreCollectionRecreateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener {

    private static final long serialVersionUID = 1;

    private final transient EntityChanges changes;

    CollectionListener(EntityChanges changes) {
        this.changes = changes;
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        ownerChanged(event);
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        ownerChanged(event);
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        ownerChanged(event);
    }

    private void ownerChanged(AbstractCollectionEvent event) {
        EventSource session = session(event);
        Object owner = event.getAffectedOwnerOrNull();
        EntityEntry entry = session == null || owner == null
                ? null
                : session.getPersistenceContextInternal().getEntry(owner);
        if (session == null
                || entry == null
                || changes.modelsOf(entry.getPersister()).isEmpty()) {
            return;
        }
        changes.of(session).changed(entry.getPersister(), entry.getId(), entry.getLoadedState(), owner);
    }

    /**
     * By way of the collection, since an event of a stateless session breaks when asked for it. Such a session tells of the
     * entity itself after its collections; and an owner whose collection is not even known is one being deleted.
     */
    private static @Nullable EventSource session(AbstractCollectionEvent event) {
        return event.getCollection() instanceof AbstractPersistentCollection<?> collection
                        && collection.getSession() instanceof EventSource session
                ? session
                : null;
    }
}
