package org.snorky.server.messaging;

import java.util.List;
import org.snorky.protocol.WireJson;
import org.snorky.server.messaging.Names.Sending;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.RecordingSession;

/** Messages of the tests, of which each is a number. */
public final class NumberedMessages {

    private NumberedMessages() {}

    public static Sending send(Names names, RecordingSession client, String sender, String destination, int number) {
        return names.send(
                client,
                sender,
                destination,
                OutboundMessage.of(
                        "messaging", WireJson.mapper().createObjectNode().put("number", number)));
    }

    /** What has come for a client, in its order. */
    public static List<Integer> received(RecordingSession client) {
        return client.all().stream()
                .map(envelope -> envelope.at("/message/number").intValue())
                .toList();
    }
}
