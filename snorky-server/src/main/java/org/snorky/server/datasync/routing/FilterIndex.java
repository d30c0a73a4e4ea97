package org.snorky.server.datasync.routing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/**
 * The filters of one model's subscriptions, found by the rows they match.
 *
 * <p>A filter that asks for equality, alone or among conjuncts, is looked up by the row's value of that field; filters
 * that match every row stand apart; the others are tried one by one. Not safe for threads by itself.
 *
 * @param <T> whose filter it is
 */
final class FilterIndex<T> {

    /** A filter and its owner, as a handle to take it out again. */
    record Entry<T>(Filter filter, T owner) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final Set<Entry<T>> always = new LinkedHashSet<>();
    private final Map<FieldPath, Map<JsonKey, Set<Entry<T>>>> byValue = new HashMap<>();
    private final Set<Entry<T>> scanned = new LinkedHashSet<>();

    Entry<T> add(Filter filter, T owner) {
        Entry<T> entry = new Entry<>(filter, owner);
        Filter.Equal anchor = anchor(filter);
        if (filter.equals(Filter.ALWAYS)) {
            always.add(entry);
        } else if (anchor == null) {
            scanned.add(entry);
        } else {
            byValue.computeIfAbsent(anchor.field(), field -> new HashMap<>())
                    .computeIfAbsent(anchor.value(), value -> new LinkedHashSet<>())
                    .add(entry);
        }
        return entry;
    }

    void remove(Entry<T> entry) {
        Filter.Equal anchor = anchor(entry.filter());
        if (anchor == null) {
            always.remove(entry);
            scanned.remove(entry);
            return;
        }
        Map<JsonKey, Set<Entry<T>>> values = byValue.getOrDefault(anchor.field(), Map.of());
        Set<Entry<T>> entries = values.getOrDefault(anchor.value(), Set.of());
        if (entries.remove(entry) && entries.isEmpty()) {
            values.remove(anchor.value());
            if (values.isEmpty()) {
                byValue.remove(anchor.field());
            }
        }
    }

    boolean isEmpty() {
        return always.isEmpty() && byValue.isEmpty() && scanned.isEmpty();
    }

    /** Tells each owner whose filter shows the delta, once for each of its filters, and as what. */
    void match(Delta delta, BiConsumer<T, Form> matched) {
        tell(always, delta, matched);
        tell(scanned, delta, matched);
        byValue.forEach((field, values) -> {
            JsonKey before = key(field, Form.rowBefore(delta));
            JsonKey after = key(field, Form.rowAfter(delta));
            if (before != null) {
                tell(values.getOrDefault(before, Set.of()), delta, matched);
            }
            if (after != null && !after.equals(before)) {
                tell(values.getOrDefault(after, Set.of()), delta, matched);
            }
        });
    }

    private static <T> void tell(Set<Entry<T>> candidates, Delta delta, BiConsumer<T, Form> matched) {
        for (Entry<T> candidate : candidates) {
            Form form = Form.through(candidate.filter(), delta);
            if (form != null) {
                matched.accept(candidate.owner(), form);
            }
        }
    }

    private static @Nullable JsonKey key(FieldPath field, @Nullable JsonNode row) {
        JsonNode value = row == null ? null : field.in(row);
        return value == null ? null : JsonKey.of(value);
    }

    /** An equality without which the filter matches nothing. */
    private static Filter.@Nullable Equal anchor(Filter filter) {
        if (filter instanceof Filter.Equal equal) {
            return equal;
        }
        if (filter instanceof Filter.All all) {
            for (Filter conjunct : all.filters()) {
                if (conjunct instanceof Filter.Equal equal) {
                    return equal;
                }
            }
        }
        return null;
    }
}
