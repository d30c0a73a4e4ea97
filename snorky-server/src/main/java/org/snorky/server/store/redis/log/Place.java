package org.snorky.server.store.redis.log;

import java.util.Comparator;
import java.util.Optional;
import org.snorky.server.position.Position;

/**
 * A position in the log as Redis counts it, and as the ids of its stream are: later epochs are higher.
 *
 * @param epoch microseconds of the clock of Redis at which the epoch began, or a little more where that clock was set back
 * @param offset of the last change before this place
 */
record Place(long epoch, long offset) implements Comparable<Place> {

    private static final int RADIX = 36;

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::epoch).thenComparingLong(Place::offset);

    /** Empty where the position is of no log like this. */
    static Optional<Place> of(Position position) {
        try {
            return Optional.of(new Place(Long.parseLong(position.epoch(), RADIX), position.offset()));
        } catch (NumberFormatException elsewhere) {
            return Optional.empty();
        }
    }

    Position position() {
        return new Position(Long.toString(epoch, RADIX), offset);
    }

    /** The id of the stream's entry that ends here. */
    String id() {
        return epoch + "-" + offset;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
