package org.snorky.server.store.redis;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.snorky.testsupport.redis.RedisConversation;
import org.snorky.testsupport.redis.RedisServer;

/** Sees all that a Redis is told to do and, every few milliseconds, what lies in it. */
final class Witness implements AutoCloseable {

    private static final String LOOK = """
            local all = {}
            for _, key in ipairs(redis.call('KEYS', '*')) do
                all[#all + 1] = redis.call('TYPE', key).ok .. ' ' .. redis.call('PTTL', key) .. ' ' .. key
            end
            return all""";

    private static final String END = "the witness has seen enough";
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Set<String> ONLY_KEYS = Set.of("DEL", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE", "XREAD");

    private final RedisServer redis;
    private final RedisConversation told;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /** A command and a key or a channel that it was given for. */
    record Call(String command, String key) implements Comparable<Call> {

        @Override
        public int compareTo(Call other) {
            return toString().compareTo(other.toString());
        }
    }

    /** What a key was, and how many milliseconds it had left to live; -1 is for ever. */
    record Found(String type, long shortest, long longest) {

        private Found and(Found more) {
            return new Found(
                    more.type.equals(type) ? type : type + " or " + more.type,
                    Math.min(shortest, more.shortest),
                    Math.max(longest, more.longest));
        }
    }

    Witness(RedisServer redis) throws IOException {
        this.redis = redis;
        this.told = redis.talk();
        told.ask("MONITOR");
        looking.scheduleWithFixedDelay(this::look, 0, 5, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (Object each : (List<?>) redis.ask("EVAL", LOOK, "0")) {
            String[] parts = String.valueOf(each).split(" ", 3);
            long life = Long.parseLong(parts[1]);
            found.merge(parts[2], new Found(parts[0], life, life), Found::and);
        }
    }

    /** All keys that have lain there for a while. */
    Map<String, Found> found() {
        return Map.copyOf(found);
    }

    /** All calls until now, those within scripts included; to be asked once. */
    Set<Call> calls() throws IOException {
        redis.ask("ECHO", END);
        Set<Call> calls = new TreeSet<>();
        for (String line = heard(); !line.contains(END); line = heard()) {
            List<String> words =
                    WORD.matcher(line).results().map(word -> word.group(1)).toList();
            String command = words.get(0).toUpperCase(Locale.ROOT);
            words.stream()
                    .skip(1)
                    .limit(ONLY_KEYS.contains(command) ? words.size() : 1)
                    .filter(word -> word.startsWith("{"))
                    .forEach(key -> calls.add(new Call(command, key)));
        }
        return calls;
    }

    private String heard() throws IOException {
        return String.valueOf(told.hear());
    }

    @Override
    public void close() throws IOException {
        looking.shutdownNow();
        told.close();
    }
}
