package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

/**
 * One delta on its way: the messages about it and the states of its row, each made when first wanted and then shared by all
 * sessions that get it.
 *
 * <p>Safe for all threads, without a lock: what two want at the same moment each of them may make.
 */
final class EncodedDelta {

    private static final int FORMS = Form.values().length;

    private record States(
            @Nullable RowState before, @Nullable RowState after) {}

    private final Delta delta;
    private final Position position;
    private final RowKeys keys;
    private final LongConsumer kept;
    private final @Nullable EncodedForm[] forms = new @Nullable EncodedForm[FORMS];
    private @Nullable States states;

    EncodedDelta(Delta delta, Position position, RowKeys keys) {
        this(delta, position, keys, ignored -> {});
    }

    /** @param kept hears of the estimated bytes of messages that are kept */
    EncodedDelta(Delta delta, Position position, RowKeys keys, LongConsumer kept) {
        this.delta = delta;
        this.position = position;
        this.keys = keys;
        this.kept = kept;
    }

    String model() {
        return delta.model();
    }

    Position position() {
        return position;
    }

    /** The row before the delta, or null where it was not there yet. */
    @Nullable RowState before() {
        return states().before();
    }

    /** The row after the delta, or null where it is gone. */
    @Nullable RowState after() {
        return states().after();
    }

    private States states() {
        States known = states;
        if (known == null) {
            known = new States(
                    RowState.of(delta.model(), Form.before(delta), keys),
                    RowState.of(delta.model(), Form.after(delta), keys));
            states = known;
        }
        return known;
    }

    /**
     * The messages for a subscription, some of whose items see the delta.
     *
     * @param seen as what they see it, in the order of the messages
     */
    List<OutboundMessage> messages(List<Form> seen, @Nullable String tag) {
        List<OutboundMessage> messages = new ArrayList<>(seen.size());
        for (Form form : seen.subList(0, seen.size() - 1)) {
            messages.add(beforeAnother(form, tag));
        }
        messages.add(message(seen.get(seen.size() - 1), tag));
        return messages;
    }

    OutboundMessage message(Form form, @Nullable String tag) {
        return encoded(form).message(tag);
    }

    /** Who has got only this of several messages has not got the delta, and resumes before it. */
    private OutboundMessage beforeAnother(Form form, @Nullable String tag) {
        return encoded(form).withTail(tag, DeltaMessage.tail(position.previous()));
    }

    private EncodedForm encoded(Form form) {
        EncodedForm known = forms[form.ordinal()];
        if (known == null) {
            known = new EncodedForm(DeltaMessage.head(as(form)), DeltaMessage.tail(position), kept);
            forms[form.ordinal()] = known;
        }
        return known;
    }

    private Delta as(Form form) {
        if (delta instanceof Delta.Update update) {
            return switch (form) {
                case INSERT -> new Delta.Insert(update.model(), update.newRow());
                case UPDATE -> update;
                case DELETE -> new Delta.Delete(update.model(), update.oldRow());
            };
        }
        return delta;
    }
}
