package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.index.Matched;

/**
 * One delta on its way to those who see it: at once to whom one item can show it only, and, when all are known, to those with
 * several items of its model, since what these see is told in an order. Used by one thread.
 */
final class Delivery implements Matched<Attachment> {

    private final EncodedDelta delta;
    private @Nullable Map<Attachment, List<Form>> bySeveralItems;
    private int queued;

    Delivery(EncodedDelta delta) {
        this.delta = delta;
    }

    @Override
    public void matched(Attachment attachment, boolean before, boolean after) {
        Form form = before ? after ? Form.UPDATE : Form.DELETE : Form.INSERT;
        if (attachment.hasSeveralItemsOf(delta.model())) {
            if (bySeveralItems == null) {
                bySeveralItems = new LinkedHashMap<>();
            }
            bySeveralItems
                    .computeIfAbsent(attachment, first -> new ArrayList<>(2))
                    .add(form);
        } else {
            queued += attachment.deliver(delta, form.alone());
        }
    }

    /** Gives how many messages went to queues. */
    int finish() {
        if (bySeveralItems != null) {
            bySeveralItems.forEach(
                    (attachment, forms) -> queued += attachment.deliver(delta, Attachment.inOrder(forms)));
        }
        return queued;
    }
}
