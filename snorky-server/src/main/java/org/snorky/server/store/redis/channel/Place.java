package org.snorky.server.store.redis.channel;

import org.snorky.server.position.Position;

/**
 * Where something happened in a channel: the id of its entry in the stream.
 *
 * @param epoch new whenever something before it may be lost, and then higher
 * @param number counts what happens, whatever it is, and goes on in the next epoch
 */
record Place(long epoch, long number) implements Comparable<Place> {

    private static final int RADIX = 36;

    /** An id such as {@code 1795378765162781-324}. */
    static Place parse(String id) {
        int dash = id.indexOf('-');
        return new Place(Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)));
    }

    /** The place that clients hold as a position; of no epoch where it is none of a channel's. */
    static Place of(Position position) {
        try {
            return new Place(Long.parseLong(position.epoch(), RADIX), position.offset());
        } catch (NumberFormatException ofAnotherHistory) {
            return new Place(0, position.offset());
        }
    }

    Position position() {
        return new Position(Long.toString(epoch, RADIX), number);
    }

    /** Whether nothing can have happened between the two. */
    boolean isRightBefore(Place next) {
        return epoch == next.epoch && number + 1 == next.number;
    }

    boolean isBehind(Place other) {
        return compareTo(other) > 0;
    }

    Place before() {
        return new Place(epoch, number - 1);
    }

    @Override
    public int compareTo(Place other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch == 0 ? Long.compare(number, other.number) : byEpoch;
    }

    @Override
    public String toString() {
        return epoch + "-" + number;
    }
}
