package org.snorky.server.store.redis.link;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes and their Redis must agree on: the form of what is kept, how it is spread, and that Redis keeps it.
 *
 * <p>What the nodes say of themselves stands in Redis for as long as one of them beats, so that another that is set otherwise
 * does not start; after that it may be changed.
 */
final class Agreement {

    /** Raised whenever nodes of two versions could not work on the same keys. */
    private static final String FORM = "1";

    private static final Script AGREE = Script.of("agree");
    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(15);
    private static final int OLDEST = 7;
    private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)(\\S*)");
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");
    private static final Pattern MAX_MEMORY = Pattern.compile("(?m)^maxmemory:(\\d+)");

    private final RedisLink link;
    private volatile @Nullable String trouble;
    private volatile String version = "unknown";

    Agreement(RedisLink link) {
        this.link = link;
    }

    /** Refuses a Redis, or settings, with which this node cannot work. */
    void begin() {
        renew();
        int major = Integer.parseInt(version.split("\\.", 2)[0]);
        if (major < OLDEST) {
            throw new UnsuitableRedisException(
                    "Redis " + version + " is too old",
                    "Use Redis " + OLDEST + " or newer, or a server that is compatible with it, such as Valkey.");
        }
        String different = trouble;
        if (different != null) {
            throw new UnsuitableRedisException(different, "Make it so on all nodes or in Redis, and start again.");
        }
    }

    /** To be called with each heartbeat. */
    void renew() {
        Map<String, String> ours = new TreeMap<>(
                Map.of("form", FORM, "buckets", Integer.toString(link.settings().buckets())));
        Answer answer = link.run(AGREE, List.of(link.keys().of("nodes", "settings")), arguments(ours));
        Matcher found = VERSION.matcher(answer.text(1));
        version = found.find() ? found.group(1) + found.group(2) : "0";
        Answer other = answer.list(0);
        trouble = other.size() > 0 ? difference(ours, other) : eviction(answer.text(2));
    }

    private Object[] arguments(Map<String, String> ours) {
        Object[] arguments = new Object[1 + 2 * ours.size()];
        arguments[0] = link.settings().lease().plus(BEYOND_THE_LEASE).toMillis();
        int at = 1;
        for (Map.Entry<String, String> setting : ours.entrySet()) {
            arguments[at++] = setting.getKey();
            arguments[at++] = setting.getValue();
        }
        return arguments;
    }

    private static String difference(Map<String, String> ours, Answer other) {
        String name = other.text(0);
        return name.equals("form")
                ? "Other nodes keep things in another form (" + other.text(1) + ", here " + ours.get(name)
                        + "), being of another version"
                : "Other nodes have snorky.redis." + name + "=" + other.text(1) + ", this one " + ours.get(name);
    }

    private static @Nullable String eviction(String memory) {
        Matcher policy = POLICY.matcher(memory);
        Matcher most = MAX_MEMORY.matcher(memory);
        boolean evicts = policy.find()
                && !policy.group(1).equals("noeviction")
                && !(most.find() && most.group(1).equals("0"));
        return evicts
                ? "Redis forgets keys when its memory is full, since its maxmemory-policy is " + policy.group(1)
                        + ": set it to noeviction"
                : null;
    }

    /** What was wrong at the last heartbeat, and what to do about it, or null. */
    @Nullable String trouble() {
        return trouble;
    }

    /** Redis' version. */
    String version() {
        return version;
    }
}
