package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.List;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.Position;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.session.OutboundMessage;

/** The messages that a session has missed of a subscription, as far as its queue can take them. */
final class Replay {

    private final Attachment attachment;
    private final List<OutboundMessage> messages = new ArrayList<>();
    private long room;

    /** @param room how many bytes the messages may take */
    Replay(Attachment attachment, long room) {
        this.attachment = attachment;
        this.room = room;
    }

    /**
     * Adds what an entry has to tell.
     *
     * @throws PositionLostException if it invalidates the subscription, or the messages would not fit; all or nothing,
     *     and fetching anew is cheaper
     */
    void add(LogEntry entry) {
        if (entry.change() instanceof Delta delta) {
            add(delta, entry.position());
        } else if (attachment.isConcernedBy((Invalidation) entry.change())) {
            throw new PositionLostException();
        }
    }

    private void add(Delta delta, Position position) {
        EncodedDelta encoded = null;
        for (RoutedItem item : attachment.items()) {
            Form form = item.model().equals(delta.model()) ? Form.through(item.filter(), delta) : null;
            if (form != null) {
                encoded = encoded == null ? new EncodedDelta(delta, position) : encoded;
                OutboundMessage message = encoded.message(form, attachment.tag());
                room -= message.size();
                if (room < 0) {
                    throw new PositionLostException();
                }
                messages.add(message);
            }
        }
    }

    /** Queues the messages and gives their count. */
    int send() {
        messages.forEach(attachment.session()::send);
        return messages.size();
    }
}
