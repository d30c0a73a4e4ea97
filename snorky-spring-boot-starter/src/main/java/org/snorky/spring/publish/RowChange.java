package org.snorky.spring.publish;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import tools.jackson.databind.JsonNode;

/**
 * What became of a row: its state before, null if it did not exist, and after, null if it no longer exists.
 */
public record RowChange(@Nullable JsonNode before, @Nullable JsonNode after) {

    /** This change and a later one of the same row as one: the first old state, the last new one. */
    RowChange then(RowChange later) {
        return new RowChange(before, later.after);
    }

    /** The change as the protocol tells it; nothing if the row came and went, or looks as it did. */
    Optional<Delta> toDelta(String model) {
        if (before == null) {
            return Optional.ofNullable(after).map(row -> new Delta.Insert(model, row));
        }
        if (after == null) {
            return Optional.of(new Delta.Delete(model, before));
        }
        return after.equals(before) ? Optional.empty() : Optional.of(new Delta.Update(model, after, before));
    }
}
