package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One change of one row of a model. Rows are JSON objects, and nobody may change them once they are in a delta.
 *
 * <p>Read from untrusted JSON by {@link BatchReader} and {@link ChangeReader}, whose failures are the protocol's.
 */
public sealed interface Delta extends Change {

    /** The name of the model whose row changed, such as {@code Task}. */
    String model();

    /** The same delta with what becomes of its rows; itself if they stay what they are. */
    Delta withRows(UnaryOperator<Row> change);

    /** A row that came into being. */
    record Insert(String model, @JsonProperty("data") Row row) implements Delta {

        public Insert(String model, JsonNode data) {
            this(model, Row.of(data));
        }

        /** The row as a tree. */
        public JsonNode data() {
            return row.tree();
        }

        @Override
        public Insert withRows(UnaryOperator<Row> change) {
            Row changed = change.apply(row);
            return changed == row ? this : new Insert(model, changed);
        }
    }

    /** A row that changed, with its whole state after and before. */
    record Update(
            String model,
            @JsonProperty("newData") Row newRow,
            @JsonProperty("oldData") Row oldRow) implements Delta {

        public Update(String model, JsonNode newData, JsonNode oldData) {
            this(model, Row.of(newData), Row.of(oldData));
        }

        /** The state after the change as a tree. */
        public JsonNode newData() {
            return newRow.tree();
        }

        /** The state before the change as a tree. */
        public JsonNode oldData() {
            return oldRow.tree();
        }

        @Override
        public Update withRows(UnaryOperator<Row> change) {
            Row changedNew = change.apply(newRow);
            Row changedOld = change.apply(oldRow);
            return changedNew == newRow && changedOld == oldRow ? this : new Update(model, changedNew, changedOld);
        }
    }

    /** A row that is gone, with its last state. */
    record Delete(String model, @JsonProperty("data") Row row) implements Delta {

        public Delete(String model, JsonNode data) {
            this(model, Row.of(data));
        }

        /** The row's last state as a tree. */
        public JsonNode data() {
            return row.tree();
        }

        @Override
        public Delete withRows(UnaryOperator<Row> change) {
            Row changed = change.apply(row);
            return changed == row ? this : new Delete(model, changed);
        }
    }
}
