package org.snorky.server.history;

import org.snorky.server.position.Position;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;

/** What tells a channel's clients that some of its messages may have been lost to them. */
public final class Gap {

    private Gap() {}

    /** @param goesOnBehind what follows comes again */
    public static OutboundMessage message(String service, byte[] channel, Position goesOnBehind) {
        return OutboundMessage.ofUtf8(
                service,
                new JsonBytes()
                        .syntax("{\"type\":\"gap\",\"channel\":")
                        .value(channel)
                        .syntax(",\"position\":\"" + goesOnBehind + "\"}"));
    }
}
