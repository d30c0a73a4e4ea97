package org.snorky.server.datasync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.routing.Attachment;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told about their subscriptions, apart from deltas. */
final class Notifications {

    private final MeterRegistry meters;

    Notifications(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Tells the holder that it must fetch anew; one that cannot resume, of the older protocol, would not understand. */
    void resync(Attachment attachment, String reason) {
        resync(attachment, reason, false);
    }

    /** @param empty whether to empty its list before */
    void resync(Attachment attachment, String reason, boolean empty) {
        if (!attachment.isResumable()) {
            return;
        }
        Counter.builder("snorky.datasync.resyncs")
                .description("Subscriptions whose client was told to fetch anew")
                .tag("reason", reason)
                .register(meters)
                .increment();
        ObjectNode message = WireJson.mapper()
                .createObjectNode()
                .put("type", "resync")
                .put("token", attachment.subscription().token());
        if (attachment.tag() != null) {
            message.put("tag", attachment.tag());
        }
        message.put("reason", reason);
        if (empty) {
            message.put("empty", true);
        }
        attachment.session().send(OutboundMessage.of(DataSync.SERVICE, message));
    }

    /** That a session has everything up to a position. */
    static OutboundMessage position(Position position) {
        return OutboundMessage.of(
                DataSync.SERVICE,
                WireJson.mapper().createObjectNode().put("type", "position").put("position", position.toString()));
    }
}
