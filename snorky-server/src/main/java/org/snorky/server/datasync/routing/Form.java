package org.snorky.server.datasync.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Row;
import org.snorky.server.datasync.filter.Filter;
import tools.jackson.databind.JsonNode;

/** As what a subscription sees a delta: an update of a row that enters or leaves its filter is an insert or a delete. */
enum Form {
    INSERT,
    UPDATE,
    DELETE;

    private final List<Form> alone = List.of(this);

    /** This form as a list, as what several items see a delta. */
    List<Form> alone() {
        return alone;
    }

    /** As what a delta is seen by all of several items together: the row is there where it is in one of them. */
    static Form ofAll(List<Form> forms) {
        boolean before = forms.stream().anyMatch(form -> form != INSERT);
        boolean after = forms.stream().anyMatch(form -> form != DELETE);
        return before && after ? UPDATE : before ? DELETE : INSERT;
    }

    /** As what a delta shows through a filter, or null where it does not. */
    static @Nullable Form through(Filter filter, Delta delta) {
        return of(matches(filter, before(delta)), matches(filter, after(delta)));
    }

    /** Whether there is a row and it meets the filter, for which one that all meet need not be looked into. */
    private static boolean matches(Filter filter, @Nullable Row row) {
        return row != null && (filter == Filter.ALWAYS || filter.matches(row.tree()));
    }

    private static @Nullable Form of(boolean before, boolean after) {
        if (before) {
            return after ? UPDATE : DELETE;
        }
        return after ? INSERT : null;
    }

    /** The row as it is before the delta, or null where it is not there yet. */
    static @Nullable Row before(Delta delta) {
        if (delta instanceof Delta.Update update) {
            return update.oldRow();
        }
        return delta instanceof Delta.Delete delete ? delete.row() : null;
    }

    /** The row as it is after the delta, or null where it is gone. */
    static @Nullable Row after(Delta delta) {
        if (delta instanceof Delta.Update update) {
            return update.newRow();
        }
        return delta instanceof Delta.Insert insert ? insert.row() : null;
    }

    /** The row before the delta as a tree, or null where it is not there yet. */
    static @Nullable JsonNode rowBefore(Delta delta) {
        Row row = before(delta);
        return row == null ? null : row.tree();
    }

    /** The row after the delta as a tree, or null where it is gone. */
    static @Nullable JsonNode rowAfter(Delta delta) {
        Row row = after(delta);
        return row == null ? null : row.tree();
    }
}
