package org.snorky.spring.entity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it was, rebuilt from an old state for being written, and attached to nothing.
 *
 * <p>An old state holds the very collections that the entity holds now: their content before this flush is in their
 * snapshots, as long as the flush has not come to them.
 *
 * @param unknown what the old state does not tell, since it was never loaded
 */
record OldEntity(Object entity, UnknownProperties unknown) {

    static OldEntity rebuild(
            EntityPersister persister, Object id, Object[] state, SharedSessionContractImplementor session) {
        String[] names = persister.getPropertyNames();
        Object[] values = state.clone();
        Set<String> unknown = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == LazyPropertyInitializer.UNFETCHED_PROPERTY
                    || value instanceof PersistentCollection<?> lazy && !lazy.wasInitialized()) {
                unknown.add(names[i]);
            } else if (value instanceof PersistentCollection<?> collection) {
                values[i] = contentBefore(collection);
            }
        }
        Object entity = persister.instantiate(id, session);
        persister.setPropertyValues(entity, values);
        return new OldEntity(entity, new UnknownProperties(entity, unknown));
    }

    /** A copy, since what is wrapped lives on. */
    private static @Nullable Object contentBefore(PersistentCollection<?> collection) {
        Object snapshot = collection.getStoredSnapshot();
        Object content = snapshot == null ? collection : snapshot;
        if (collection instanceof SortedSet<?>) {
            return new TreeSet<>(elements(content));
        }
        if (collection instanceof Set<?>) {
            return new LinkedHashSet<>(elements(content));
        }
        if (collection instanceof SortedMap<?, ?>) {
            return new TreeMap<>((Map<?, ?>) content);
        }
        if (collection instanceof Map<?, ?>) {
            return new LinkedHashMap<>((Map<?, ?>) content);
        }
        if (collection instanceof List<?>) {
            return new ArrayList<>(elements(content));
        }
        return snapshot;
    }

    /** The snapshot of a set or of an identified bag is a map. */
    private static Iterable<?> iterable(Object content) {
        return content instanceof Map<?, ?> map ? map.values() : (Iterable<?>) content;
    }

    private static List<Object> elements(Object content) {
        List<Object> elements = new ArrayList<>();
        iterable(content).forEach(elements::add);
        return elements;
    }
}
