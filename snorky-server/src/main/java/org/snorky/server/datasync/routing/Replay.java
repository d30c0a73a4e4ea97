package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Withdrawal;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

/**
 * What a session has missed of a subscription, all of it or nothing: delta by delta where that fits into its queue, else one
 * change for each row, else nothing, for then fetching anew is cheaper.
 */
final class Replay {

    private record Step(EncodedDelta delta, List<Form> forms) {}

    private final Attachment attachment;
    private final Stretches stretches;
    private long room;

    /** What was merged and is encoded; it goes before the messages. */
    private final List<OutboundMessage> settled = new ArrayList<>();

    private final List<Step> steps = new ArrayList<>();
    private final List<OutboundMessage> messages = new ArrayList<>();
    private long messageBytes;
    private final List<Stretch.View> views = new ArrayList<>(1);
    private @Nullable Stretch stretch;

    /** What the steps come to, once their messages were too long. */
    private @Nullable RowChanges changes;

    /** @param room how many bytes the messages may take */
    Replay(Attachment attachment, Stretches stretches, long room) {
        this.attachment = attachment;
        this.stretches = stretches;
        this.room = room;
    }

    /**
     * Adds what an entry has to tell.
     *
     * @throws PositionLostException if it invalidates the subscription, or it is clear that even the changes do not fit
     * @throws ProtocolException with code {@code no_such_subscription} if it withdraws the subscription
     */
    void add(LogEntry entry) {
        if (entry.change() instanceof Delta delta) {
            add(delta, entry.position());
        } else if (entry.change() instanceof Withdrawal withdrawal) {
            if (attachment.isMeantBy(withdrawal)) {
                throw new ProtocolException("No such subscription", ErrorCode.NO_SUCH_SUBSCRIPTION);
            }
        } else if (attachment.isConcernedBy((Invalidation) entry.change())) {
            throw new PositionLostException();
        }
    }

    private void add(Delta delta, Position position) {
        Stretch current = stretchAt(position);
        List<Form> forms = formsOf(delta, position);
        if (forms.isEmpty()) {
            return;
        }
        EncodedDelta encoded = current.encoded(delta, position);
        if (changes == null) {
            encode(encoded, forms);
        } else {
            add(encoded, forms, changes);
        }
    }

    private Stretch stretchAt(Position position) {
        Stretch current = stretch;
        if (current == null || !current.has(position)) {
            Stretch next = stretches.at(position);
            views.clear();
            attachment.items().forEach(item -> views.add(next.view(item.key())));
            stretch = next;
            return next;
        }
        return current;
    }

    /** As what the items see a delta, in the order in which it is to be told. */
    private List<Form> formsOf(Delta delta, Position position) {
        List<RoutedItem> items = attachment.items();
        if (items.size() == 1) {
            Form form = views.get(0).formOf(items.get(0), delta, position);
            return form == null ? List.of() : form.alone();
        }
        List<Form> forms = new ArrayList<>(2);
        for (int i = 0; i < items.size(); i++) {
            Form form = views.get(i).formOf(items.get(i), delta, position);
            if (form != null) {
                forms.add(form);
            }
        }
        return Attachment.inOrder(forms);
    }

    private void encode(EncodedDelta delta, List<Form> forms) {
        steps.add(new Step(delta, forms));
        if (forms.size() == 1) {
            encode(delta.message(forms.get(0), attachment.tag()));
        } else {
            delta.messages(forms, attachment.tag()).forEach(this::encode);
        }
        if (messageBytes > room) {
            RowChanges all = new RowChanges();
            steps.forEach(early -> add(early.delta(), early.forms(), all));
            changes = all;
            forgetSteps();
        }
    }

    private void encode(OutboundMessage message) {
        messages.add(message);
        messageBytes += message.size();
    }

    private void add(EncodedDelta delta, List<Form> forms, RowChanges to) {
        to.add(attachment, delta, Form.ofAll(forms));
        if (to.count() * (long) DeltaMessage.MIN_SIZE > room) {
            throw new PositionLostException();
        }
    }

    private void forgetSteps() {
        steps.clear();
        messages.clear();
        messageBytes = 0;
    }

    /**
     * Encodes what is not yet, so that this is not left to {@link #send}.
     *
     * @throws PositionLostException if it does not fit
     */
    void settle() {
        RowChange change;
        while (changes != null && (change = changes.poll()) != null) {
            OutboundMessage message = change.encode();
            room -= message.size();
            if (room < 0) {
                throw new PositionLostException();
            }
            settled.add(message);
        }
        changes = null;
    }

    /** Queues the messages, after {@link #settle}, and gives their count. */
    int send() {
        settled.addAll(messages);
        attachment.session().sendAll(settled);
        return settled.size();
    }
}
