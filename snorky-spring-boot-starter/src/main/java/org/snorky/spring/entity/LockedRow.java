package org.snorky.spring.entity;

import java.util.Objects;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * A row read from the database under a lock, in the caller's transaction but apart from its session, so that a flush
 * under way is not disturbed.
 */
final class LockedRow {

    private LockedRow() {}

    /**
     * Reads a row's state.
     *
     * @param loaded what the session has of it: its collections, and associations that are still the same, are taken from
     *     there, so that old and new state are written alike
     * @return null if there is no such row
     */
    static Object @Nullable [] read(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            Object @Nullable [] loaded) {
        try (StatelessSession apart =
                session.statelessWithOptions().connection().open()) {
            Object row = apart.get(persister.getEntityName(), id, LockMode.PESSIMISTIC_WRITE);
            if (row == null) {
                return null;
            }
            Object[] state = persister.getValues(row);
            if (loaded != null) {
                merge(persister, state, loaded);
            }
            return state;
        }
    }

    private static void merge(EntityPersister persister, Object[] state, Object[] loaded) {
        Type[] types = persister.getPropertyTypes();
        for (int i = 0; i < state.length; i++) {
            if (types[i].isCollectionType()
                    || types[i] instanceof EntityType && sameEntity(persister, state[i], loaded[i])) {
                state[i] = loaded[i];
            }
        }
    }

    private static boolean sameEntity(EntityPersister persister, @Nullable Object one, @Nullable Object other) {
        return one != null && other != null && Objects.equals(idOf(persister, one), idOf(persister, other));
    }

    private static @Nullable Object idOf(EntityPersister persister, Object entity) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(entity);
        if (proxy != null) {
            return proxy.getIdentifier();
        }
        return persister.getFactory().getPersistenceUnitUtil().getIdentifier(entity);
    }

    /** What the session knows of an entity's row, null if nothing. */
    static Object @Nullable [] loadedState(SharedSessionContractImplementor session, Object entity) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
        return entry == null ? null : entry.getLoadedState();
    }
}
