package org.snorky.server.store.redis.link;

import java.util.Comparator;
import java.util.Optional;
import org.snorky.server.position.Position;

/**
 * A position as Redis counts it, which is how ids of streams are: later epochs are higher.
 *
 * @param epoch microseconds of Redis' clock at which the epoch began, or a little more where that clock was set back; a new one
 *     begins wherever something before it may be lost
 * @param offset of what happened last before this place; in a new epoch some begin to count anew and others go on
 */
public record Place(long epoch, long offset) implements Comparable<Place> {

    private static final int RADIX = 36;

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::epoch).thenComparingLong(Place::offset);

    /** An id such as {@code 1795378765162781-324}. */
    public static Place parse(String id) {
        int dash = id.indexOf('-');
        return new Place(Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)));
    }

    /** The place that clients hold as a position; empty where that is none of Redis'. */
    public static Optional<Place> of(Position position) {
        try {
            return Optional.of(new Place(Long.parseLong(position.epoch(), RADIX), position.offset()));
        } catch (NumberFormatException elsewhere) {
            return Optional.empty();
        }
    }

    public Position position() {
        return new Position(Long.toString(epoch, RADIX), offset);
    }

    /** Whether nothing can have happened between the two. */
    public boolean isRightBefore(Place next) {
        return epoch == next.epoch && offset + 1 == next.offset;
    }

    public boolean isBehind(Place other) {
        return compareTo(other) > 0;
    }

    /** The place that lies a number of events before it, in the same epoch. */
    public Place before(long events) {
        return new Place(epoch, offset - events);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return epoch + "-" + offset;
    }
}
