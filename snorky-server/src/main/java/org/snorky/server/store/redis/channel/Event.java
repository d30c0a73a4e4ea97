package org.snorky.server.store.redis.channel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Place;

/**
 * What happened in a channel.
 *
 * @param micros when, by Redis' clock
 * @param body what it is depends on the kind
 */
record Event(Place place, Kind kind, long micros, byte[] body) {

    /** What it was, with the letter for it. */
    enum Kind {
        /** Said, and kept. */
        KEPT('k'),
        /** Said, and not kept. */
        SAID('m'),
        JOINED('j'),
        LEFT('l'),
        READ('r');

        final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        static Kind of(char letter) {
            return Arrays.stream(values())
                    .filter(kind -> kind.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Nothing of kind " + letter));
        }
    }

    /** As it is published: place, kind, time and body, with a space between. */
    static Event published(byte[] message) {
        int kind = space(message, 0) + 1;
        int micros = space(message, kind) + 1;
        int body = space(message, micros) + 1;
        return new Event(
                Place.parse(text(message, 0, kind - 1)),
                Kind.of((char) message[kind]),
                Long.parseLong(text(message, micros, body - 1)),
                Arrays.copyOfRange(message, body, message.length));
    }

    private static int space(byte[] message, int from) {
        int at = from;
        while (message[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.US_ASCII);
    }

    /** As it stands in the stream. */
    static Event entry(Answer entry) {
        Answer fields = entry.list(1);
        return new Event(
                Place.parse(entry.text(0)), Kind.of(fields.text(1).charAt(0)), fields.number(3), fields.bytes(5));
    }

    boolean isMessage() {
        return kind == Kind.KEPT || kind == Kind.SAID;
    }

    Instant at() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
