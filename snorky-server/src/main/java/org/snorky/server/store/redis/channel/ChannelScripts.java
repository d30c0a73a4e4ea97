package org.snorky.server.store.redis.channel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/** The scripts of channels, as calls. They block, and fail as {@link RedisLink#run} does. */
final class ChannelScripts {

    private static final Script SAY = script("say");
    private static final Script FOLLOW = script("follow");
    private static final Script HEADS = script("heads");

    /** A place in no epoch of Redis, for a position of another store. */
    private static final String ELSEWHERE = "0-0";

    private final RedisLink link;
    private final String bounds;

    /** @param bounds what all channels together may keep is spread over the buckets */
    ChannelScripts(RedisLink link, HistoryBounds bounds) {
        this.link = link;
        this.bounds = "%d %d %d %d"
                .formatted(
                        bounds.count(),
                        bounds.bytes(),
                        bounds.totalBytes() / link.keys().buckets(),
                        TimeUnit.MILLISECONDS.toMicros(bounds.age().toMillis()));
    }

    static Script script(String name) {
        return Script.of("channel/channel", "channel/" + name);
    }

    /** Says something, and gives it in its place; null where nobody can want it. */
    @Nullable Event say(Asked asked, byte[] message, boolean keep) {
        Answer answer = run(SAY, asked, flag(keep), flag(asked.heard() != null), message);
        return answer.size() == 0 ? null : event(answer, keep ? Event.Kind.KEPT : Event.Kind.SAID, message);
    }

    /** What was done, in the place and at the time that the answer tells. */
    static Event event(Answer answer, Event.Kind kind, byte[] body) {
        return new Event(Place.parse(answer.text(0)), kind, answer.number(1), body);
    }

    /** @param from from where the history is wanted, or null for none */
    State follow(Asked asked, @Nullable ReadFrom from, boolean members) {
        return State.of(run(FOLLOW, asked, asked.since(), from(from), flag(members)));
    }

    /** How far channels of one bucket are; null where what was heard may not be all there was. */
    List<@Nullable Place> heads(List<ChannelName> names) {
        Stream<String> digests = names.stream().map(ChannelName::digest);
        Answer heads = run(HEADS, names.get(0).state(), digests.toArray());
        return heads.texts().stream()
                .map(head -> head.isEmpty() ? null : Place.parse(head))
                .toList();
    }

    /** Runs a script on a channel. */
    Answer run(Script script, Asked asked, Object... arguments) {
        Stream<Object> all = Stream.concat(Stream.of(asked.name().digest(), asked.seen()), Stream.of(arguments));
        return run(script, asked.name().state(), all.toArray());
    }

    /** @param key lies in the bucket of all that the script touches */
    Answer run(Script script, String key, Object[] arguments) {
        Stream<Object> all = Stream.concat(Stream.of(link.shiftMicros(), bounds), Stream.of(arguments));
        return link.run(script, List.of(key), all.toArray());
    }

    static String from(@Nullable ReadFrom from) {
        if (from == null) {
            return "";
        }
        Position after = from.after();
        return after == null ? "*" : Place.of(after).map(Place::toString).orElse(ELSEWHERE);
    }

    static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
