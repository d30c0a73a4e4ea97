package org.snorky.server.store.redis.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.Kept;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Place;

/**
 * What a channel is at a place of it.
 *
 * @param head the place
 * @param behind what happened since the place that was asked for, as far as it is known still
 * @param history what was asked for of it
 * @param members in the order in which they joined, if asked for
 */
record State(
        Place head,
        List<Event> behind,
        Excerpt history,
        @Nullable List<Joined> members) {

    /**
     * A member, as it is kept.
     *
     * @param number of its joining
     */
    record Joined(long number, byte[] identity) {

        private static Joined of(byte[] value) {
            int space = 0;
            while (value[space] != ' ') {
                space++;
            }
            byte[] identity = new byte[value.length - space - 1];
            System.arraycopy(value, space + 1, identity, 0, identity.length);
            return new Joined(Long.parseLong(new String(value, 0, space, StandardCharsets.US_ASCII)), identity);
        }
    }

    /** What a channel is of which nothing was asked. */
    static State unchanged(Place head) {
        return new State(head, List.of(), new Excerpt(List.of(), head.position(), true), null);
    }

    static State of(Answer answer) {
        List<Event> behind = parts(answer.list(1)).map(Event::entry).toList();
        List<Kept> messages = parts(answer.list(4))
                .map(entry -> new Kept(
                        Place.parse(entry.text(0)).position(), entry.list(1).bytes(3)))
                .toList();
        return new State(
                Place.parse(answer.text(0)),
                behind,
                new Excerpt(messages, Place.parse(answer.text(2)).position(), answer.number(3) == 1),
                answer.size() > 5 ? members(answer.list(5)) : null);
    }

    private static List<Joined> members(Answer values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Joined.of(values.bytes(i)))
                .sorted(Comparator.comparingLong(Joined::number))
                .toList();
    }

    private static Stream<Answer> parts(Answer list) {
        return IntStream.range(0, list.size()).mapToObj(list::list);
    }

    /**
     * The history, with what was heard behind the place since it was read.
     *
     * @param all whether all of it was wanted, and not only what lies behind a position
     */
    Excerpt historyWith(List<Event> heard, boolean all) {
        List<Kept> messages = new ArrayList<>(history.messages());
        Position position = history.position();
        boolean complete = history.isComplete();
        for (Event event : heard) {
            if (event.isMessage() && event.place().isBehind(head)) {
                position = event.place().position();
                if (event.kind() == Event.Kind.KEPT) {
                    messages.add(new Kept(position, event.body()));
                } else {
                    messages.clear();
                    complete = all;
                }
            }
        }
        return new Excerpt(messages, position, complete);
    }
}
