package org.snorky.server.datasync.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.filter.Filter;

/** The paths of fields in a model's filters, one object for each: a path takes more memory than all else of a simple filter. */
final class SharedFields {

    /** Rows have fewer fields; where filters ask for more, some are kept twice. */
    private static final int MAX = 1000;

    private final Map<FieldPath, FieldPath> known = new HashMap<>();

    /** A filter equal to the given one, with shared paths and no room to spare. */
    Filter in(Filter filter) {
        if (filter instanceof Filter.Equal equal) {
            return new Filter.Equal(shared(equal.field()), equal.value());
        }
        if (filter instanceof Filter.In in) {
            return new Filter.In(shared(in.field()), Set.copyOf(in.values()));
        }
        if (filter instanceof Filter.Compare compare) {
            return new Filter.Compare(shared(compare.field()), compare.order(), compare.value());
        }
        if (filter instanceof Filter.StartsWith begins) {
            return new Filter.StartsWith(shared(begins.field()), begins.prefix());
        }
        if (filter instanceof Filter.Exists exists) {
            return new Filter.Exists(shared(exists.field()));
        }
        if (filter instanceof Filter.All all) {
            return new Filter.All(in(all.filters()));
        }
        if (filter instanceof Filter.Any any) {
            return new Filter.Any(in(any.filters()));
        }
        return filter instanceof Filter.Not not ? new Filter.Not(in(not.filter())) : filter;
    }

    /** A copy, since it has no array if there are two. */
    private List<Filter> in(List<Filter> filters) {
        return List.copyOf(filters.stream().map(this::in).toList());
    }

    private FieldPath shared(FieldPath field) {
        FieldPath before = known.get(field);
        if (before != null) {
            return before;
        }
        if (known.size() >= MAX) {
            known.clear();
        }
        known.put(field, field);
        return field;
    }
}
