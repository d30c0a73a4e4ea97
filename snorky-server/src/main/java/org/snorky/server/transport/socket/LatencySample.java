package org.snorky.server.transport.socket;

import java.util.List;
import org.snorky.server.session.OutboundMessage;

/**
 * A message whose time in its queue is measured, as that of one in {@link #EVERY} is.
 *
 * @param since when it was queued, in nanoseconds
 */
record LatencySample(OutboundMessage message, long since) {

    static final int EVERY = 32;

    boolean isIn(List<OutboundMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) == message) {
                return true;
            }
        }
        return false;
    }
}
