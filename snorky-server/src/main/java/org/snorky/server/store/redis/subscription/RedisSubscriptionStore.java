package org.snorky.server.store.redis.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.datasync.subscription.SharedHoldings;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;
import org.snorky.server.store.redis.link.Slice;

/**
 * The subscriptions of all nodes, and who holds them: what concerns one token is one script. They are spread over buckets by
 * their tokens, so a revocation asks every bucket.
 *
 * <p>All methods wait for Redis and throw {@link UnavailableException} where it does not answer.
 */
public final class RedisSubscriptionStore implements SubscriptionStore, SharedHoldings {

    private static final Script ADD = script("add");
    private static final Script FIND = script("find");
    private static final Script RENEW = script("renew");
    private static final Script CLAIM = script("claim");
    private static final Script RELEASE = script("release");
    private static final Script CONFIRM = script("confirm");
    private static final Script REMOVE = script("remove");
    private static final Script REMOVE_INDEXED = script("remove-indexed");

    /** Nobody else is served while a script runs. */
    private static final int AT_ONCE = 500;

    private final RedisLink link;
    private final SubscriptionKeys keys;
    private final TakeOverHints hints;
    private final long mostInBucket;
    private final Duration lease;
    private volatile long lastSize;

    /**
     * @param maxSize how many there may be; each bucket takes its share
     * @param lease how long what is held outlives its last confirmation
     */
    public RedisSubscriptionStore(RedisLink link, long maxSize, Duration lease) {
        this.link = link;
        this.keys = new SubscriptionKeys(link.keys());
        this.hints = new TakeOverHints(link, keys);
        int buckets = link.settings().buckets();
        this.mostInBucket = (maxSize + buckets - 1) / buckets;
        this.lease = lease;
    }

    private static Script script(String name) {
        return Script.of("subscription/life", "subscription/" + name);
    }

    @Override
    public void add(Subscription subscription, Duration timeToLive) {
        List<String> all = new ArrayList<>(keys.of(subscription.token()));
        all.addAll(keys.indexesOf(subscription));
        Answer answer = link.run(
                ADD,
                all,
                link.shiftMillis(),
                subscription.token(),
                millis(timeToLive),
                mostInBucket,
                SubscriptionForm.write(subscription));
        if (answer.number(0) == 0) {
            throw new ProtocolException("Too many subscriptions", ErrorCode.TOO_MANY_SUBSCRIPTIONS);
        }
    }

    @Override
    public boolean renew(String token, Duration timeToLive) {
        return link.run(RENEW, keys.of(token), link.shiftMillis(), token, millis(timeToLive))
                        .number(0)
                == 1;
    }

    @Override
    public @Nullable Subscription find(String token) {
        String json = link.run(FIND, keys.of(token), link.shiftMillis(), token).textOrNull(0);
        return json == null ? null : SubscriptionForm.read(token, json);
    }

    @Override
    public Collection<String> remove(Revocation which) {
        if (which instanceof Revocation.OfToken of) {
            return remove(keys.bucketOf(of.token()), List.of(of.token()));
        }
        List<String> removed = new ArrayList<>();
        for (int bucket = 0; bucket < link.settings().buckets(); bucket++) {
            String index = which instanceof Revocation.OfIdentity of
                    ? keys.index(bucket, of)
                    : keys.index(bucket, (Revocation.OfItem) which);
            removeIndexed(bucket, index, removed);
        }
        return removed;
    }

    private void removeIndexed(int bucket, String index, List<String> removed) {
        Answer answer;
        do {
            answer = link.run(
                    REMOVE_INDEXED, List.of(keys.all(bucket), index), link.shiftMillis(), keys.hashes(bucket), AT_ONCE);
            for (int i = 1; i < answer.size(); i++) {
                removed.add(answer.text(i));
            }
        } while (answer.number(0) == AT_ONCE);
    }

    private List<String> remove(int bucket, List<String> tokens) {
        List<String> all = new ArrayList<>(List.of(keys.all(bucket)));
        tokens.forEach(token -> all.add(keys.hash(token)));
        List<Object> arguments = new ArrayList<>(List.of(link.shiftMillis()));
        arguments.addAll(tokens);
        return link.run(REMOVE, all, arguments.toArray()).texts();
    }

    /** As last known where Redis does not answer, since it is asked for to be shown. */
    @Override
    public long size() {
        try {
            long size = 0;
            for (int bucket = 0; bucket < link.settings().buckets(); bucket++) {
                size += link.ask("ZCARD", keys.all(bucket)).number(0);
            }
            lastSize = size;
            return size;
        } catch (UnavailableException away) {
            return lastSize;
        }
    }

    @Override
    public void takeOvers(TakeOverListener listener) {
        hints.tell(listener);
    }

    @Override
    public Claim claim(String token, Holder holder, boolean takesOver) {
        Answer answer = link.run(
                CLAIM,
                keys.of(token),
                link.shiftMillis(),
                token,
                millis(lease),
                holder.node(),
                holder.attachment(),
                takesOver ? "1" : "0",
                keys.takeOvers());
        return switch (answer.text(0)) {
            case "gone" -> new Claim.Gone();
            case "held" -> new Claim.Held(holder(answer.text(1)));
            default -> new Claim.Claimed(answer.text(1).isEmpty() ? null : holder(answer.text(1)));
        };
    }

    @Override
    public boolean release(String token, Holder holder, Duration timeToLive) {
        return link.run(RELEASE, keys.of(token), link.shiftMillis(), token, millis(timeToLive), text(holder))
                        .number(0)
                == 1;
    }

    @Override
    public Collection<String> confirm(Map<String, Holder> held) {
        List<String> lost = new ArrayList<>();
        for (Slice<String> slice : slices(held.keySet())) {
            List<String> all = new ArrayList<>(List.of(keys.all(slice.bucket())));
            List<Object> arguments = new ArrayList<>(List.of(link.shiftMillis(), millis(lease)));
            for (String token : slice.things()) {
                all.add(keys.hash(token));
                arguments.add(token);
                arguments.add(text(Objects.requireNonNull(held.get(token))));
            }
            lost.addAll(link.run(CONFIRM, all, arguments.toArray()).texts());
        }
        return lost;
    }

    @Override
    public void forget(Collection<String> tokens) {
        for (Slice<String> slice : slices(tokens)) {
            remove(slice.bucket(), slice.things());
        }
    }

    private List<Slice<String>> slices(Collection<String> tokens) {
        return Slice.of(tokens, keys::bucketOf, AT_ONCE);
    }

    private static String millis(Duration timeToLive) {
        return timeToLive.equals(UNLIMITED) ? "inf" : String.valueOf(timeToLive.toMillis());
    }

    private static String text(Holder holder) {
        return holder.node() + "#" + holder.attachment();
    }

    private static Holder holder(String text) {
        int hash = text.lastIndexOf('#');
        return new Holder(text.substring(0, hash), Long.parseLong(text.substring(hash + 1)));
    }
}
