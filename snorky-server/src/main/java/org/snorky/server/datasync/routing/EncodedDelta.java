package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

/**
 * One delta on its way: the messages about it and the states of its row, each made when first wanted and then shared by all
 * sessions that get it.
 */
final class EncodedDelta {

    private final Delta delta;
    private final Position position;
    private final RowKeys keys;
    private final Map<Form, String> bodies = new EnumMap<>(Form.class);
    private final Map<Form, OutboundMessage> untagged = new EnumMap<>(Form.class);
    private final Map<Form, Map<String, OutboundMessage>> tagged = new EnumMap<>(Form.class);
    private boolean hasStates;
    private @Nullable RowState before;
    private @Nullable RowState after;

    EncodedDelta(Delta delta, Position position, RowKeys keys) {
        this.delta = delta;
        this.position = position;
        this.keys = keys;
    }

    String model() {
        return delta.model();
    }

    Position position() {
        return position;
    }

    /** The row before the delta, or null where it was not there yet. */
    @Nullable RowState before() {
        makeStates();
        return before;
    }

    /** The row after the delta, or null where it is gone. */
    @Nullable RowState after() {
        makeStates();
        return after;
    }

    private void makeStates() {
        if (!hasStates) {
            before = RowState.of(delta.model(), Form.rowBefore(delta), keys);
            after = RowState.of(delta.model(), Form.rowAfter(delta), keys);
            hasStates = true;
        }
    }

    /**
     * The messages for a subscription, some of whose items see the delta.
     *
     * @param forms as what they see it, in the order of the messages
     */
    List<OutboundMessage> messages(List<Form> forms, @Nullable String tag) {
        List<OutboundMessage> messages = new ArrayList<>(forms.size());
        for (Form form : forms.subList(0, forms.size() - 1)) {
            messages.add(beforeAnother(form, tag));
        }
        messages.add(message(forms.get(forms.size() - 1), tag));
        return messages;
    }

    OutboundMessage message(Form form, @Nullable String tag) {
        if (tag == null) {
            return untagged.computeIfAbsent(form, f -> DeltaMessage.of(body(f), null, position));
        }
        return tagged.computeIfAbsent(form, f -> new HashMap<>())
                .computeIfAbsent(tag, t -> DeltaMessage.of(body(form), t, position));
    }

    /** Who has got only this of several messages has not got the delta, and resumes before it. */
    private OutboundMessage beforeAnother(Form form, @Nullable String tag) {
        return DeltaMessage.of(body(form), tag, position.previous());
    }

    private String body(Form form) {
        return bodies.computeIfAbsent(form, f -> DeltaMessage.openJson(as(f)));
    }

    private Delta as(Form form) {
        if (delta instanceof Delta.Update update) {
            return switch (form) {
                case INSERT -> new Delta.Insert(update.model(), update.newData());
                case UPDATE -> update;
                case DELETE -> new Delta.Delete(update.model(), update.oldData());
            };
        }
        return delta;
    }
}
