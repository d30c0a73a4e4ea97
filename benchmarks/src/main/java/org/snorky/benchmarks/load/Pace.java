package org.snorky.benchmarks.load;

/** How fast messages are published. */
public sealed interface Pace {

    /** As fast as they are delivered: so many, at most, are published that not everybody has. */
    record InFlight(int messages) implements Pace {

        @Override
        public String toString() {
            return messages + " in flight";
        }
    }

    /** At moments planned beforehand, whatever becomes of those before. */
    record PerSecond(double messages) implements Pace {

        @Override
        public String toString() {
            return "%.0f/s".formatted(messages);
        }
    }
}
