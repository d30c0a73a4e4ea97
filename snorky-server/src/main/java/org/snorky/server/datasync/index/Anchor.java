package org.snorky.server.datasync.index;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.filter.FieldPath;

/**
 * A condition on one field by which a filter is found. The anchors of a conjunction are a chain, the most telling first.
 *
 * <p>There are as many as filters, so each knows the next itself, in place of a list.
 */
abstract sealed class Anchor permits Anchor.Value, Anchor.Present, Interval {

    private final FieldPath field;
    private final @Nullable Anchor next;

    Anchor(FieldPath field, @Nullable Anchor next) {
        this.field = field;
        this.next = next;
    }

    FieldPath field() {
        return field;
    }

    @Nullable Anchor next() {
        return next;
    }

    /** The same, ahead of others. */
    abstract Anchor before(Anchor others);

    /** How little it is expected to tell rows apart: of two, the smaller is asked first. */
    abstract int rank();

    /** The field equals a value. */
    static final class Value extends Anchor {

        private final JsonKey key;

        Value(FieldPath field, JsonKey key, @Nullable Anchor next) {
            super(field, next);
            this.key = key;
        }

        JsonKey key() {
            return key;
        }

        @Override
        Anchor before(Anchor others) {
            return new Value(field(), key, others);
        }

        @Override
        int rank() {
            return 0;
        }
    }

    /** The field is there. */
    static final class Present extends Anchor {

        Present(FieldPath field, @Nullable Anchor next) {
            super(field, next);
        }

        @Override
        Anchor before(Anchor others) {
            return new Present(field(), others);
        }

        @Override
        int rank() {
            return 3;
        }
    }
}
