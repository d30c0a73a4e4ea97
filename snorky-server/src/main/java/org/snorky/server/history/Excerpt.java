package org.snorky.server.history;

import java.util.List;
import org.snorky.server.position.Position;
import org.snorky.server.session.JsonBytes;

/**
 * What follows a position in a channel.
 *
 * @param messages oldest first
 * @param position behind the last of them; where there are none, behind what was said before
 * @param isComplete whether there was nothing else behind the position that was asked for
 */
public record Excerpt(List<Kept> messages, Position position, boolean isComplete) {

    public Excerpt {
        messages = List.copyOf(messages);
    }

    /** The newest messages that fit, so that an answer does not fill the queue of a client that is slow already. */
    public Excerpt within(long bytes) {
        long left = bytes;
        int from = messages.size();
        while (from > 0) {
            left -= messages.get(from - 1).message().length + Kept.POSITION_LENGTH;
            if (left < 0) {
                return new Excerpt(messages.subList(from, messages.size()), position, false);
            }
            from--;
        }
        return this;
    }

    /** Writes the members of an answer that tell it. */
    public JsonBytes writeTo(JsonBytes answer) {
        return answer.syntax("\"position\":\"" + position + "\",\"messages\":")
                .list(messages.stream().map(Kept::json)::iterator)
                .syntax(",\"complete\":" + isComplete);
    }
}
