package org.snorky.server.position;

import java.util.Optional;

/**
 * A place in an ordered sequence, of deltas or of what was said in channels: behind the entry with this offset.
 *
 * <p>An offset alone would lie after a restart. Say a client has seen offset 40 and the server starts anew with an empty
 * log; by the time the client is back, other deltas have the offsets up to 50. "Everything after 40" would skip forty of
 * them. The epoch, new for every sequence that does not continue another, tells the two apart.
 *
 * @param epoch which sequence; letters and digits
 * @param offset of the last entry before this place; 0 before the first
 */
public record Position(String epoch, long offset) {

    /** The place before the entry with this offset. */
    public Position previous() {
        return new Position(epoch, offset - 1);
    }

    /** The opaque form that clients hold. */
    @Override
    public String toString() {
        return epoch + "-" + offset;
    }

    /** Reads the opaque form; empty where it is none. */
    public static Optional<Position> parse(String text) {
        int dash = text.lastIndexOf('-');
        String digits = text.substring(dash + 1);
        if (dash < 1
                || digits.isEmpty()
                || digits.length() > 18
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new Position(text.substring(0, dash), Long.parseLong(digits)));
    }
}
