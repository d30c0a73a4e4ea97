package org.snorky.server.history;

import org.snorky.server.position.Position;
import org.snorky.server.session.JsonBytes;

/** A message of a channel, in its place. */
public record Kept(Position position, byte[] message) {

    /** About what a position adds to a message. */
    static final int POSITION_LENGTH = 40;

    /** The message with its position among its members. */
    public byte[] json() {
        return new JsonBytes()
                .open(message)
                .syntax(",\"position\":\"" + position + "\"}")
                .toUtf8();
    }
}
