package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

/**
 * What some deltas of one row, one after the other, come to for one subscription: the state before the first and the one
 * after the last. A state is null where the row was, or is, not in the subscription.
 *
 * <p>A row that came and went comes to a delete, and not to nothing: a list is queried after its subscription begins, and a
 * change may be published long after its commit, so the client may hold a row that it was never told of. It goes in the
 * last state it was in, for what the client holds may be just as new, and a client that compares versions would take a
 * delete of an older state for one from before.
 */
final class RowChange {

    private static final int OVERHEAD = 200;

    private final Attachment attachment;
    private final String model;
    private final Position first;
    private final Position label;
    private final @Nullable RowState before;
    private @Nullable RowState after;
    private @Nullable RowState gone;

    /**
     * @param first position of the first of the deltas
     * @param label position up to which the client has everything when it has this; before the first where more is to come
     */
    RowChange(Attachment attachment, String model, Position first, Position label, @Nullable RowState before) {
        this.attachment = attachment;
        this.model = model;
        this.first = first;
        this.label = label;
        this.before = before;
    }

    Attachment attachment() {
        return attachment;
    }

    Position first() {
        return first;
    }

    /** One more delta has brought the row from one state to the next. */
    void goOn(@Nullable RowState from, @Nullable RowState to) {
        after = to;
        gone = to == null ? from : null;
    }

    /** Estimated bytes that it keeps. */
    long size() {
        return OVERHEAD + sizeOf(before) + sizeOf(after) + sizeOf(gone);
    }

    private static long sizeOf(@Nullable RowState state) {
        return state == null ? 0 : state.size();
    }

    Delta delta() {
        if (after == null) {
            if (gone == null) {
                throw new IllegalStateException("A change of a row without any state");
            }
            return new Delta.Delete(model, gone.row());
        }
        return before == null
                ? new Delta.Insert(model, after.row())
                : new Delta.Update(model, after.row(), before.row());
    }

    OutboundMessage encode() {
        return DeltaMessage.of(delta(), attachment.tag(), label);
    }
}
