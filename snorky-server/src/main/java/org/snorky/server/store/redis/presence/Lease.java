package org.snorky.server.store.redis.presence;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/**
 * This process's claim to be alive, on which everything hangs that it has in Redis and that is to go with it.
 *
 * <ol>
 *   <li>A node is reaped, by any other, once no heartbeat of it has been answered for a lease; what its {@link Tenant}s have in
 *       Redis is cleared away then.
 *   <li>Nobody reaps who has not itself been answered steadily for a whole lease, on Redis' clock: where Redis stood still or
 *       its clock jumped, everybody has that time to be heard again, and nothing is cleared away.
 *   <li>An id that was reaped never comes back. A process that finds that its own was, or that Redis has forgotten it, goes on
 *       under another, and asserts everything under that. So it does not matter how long reaping takes, and which of its
 *       commands come late.
 * </ol>
 */
public final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private static final Script BEAT = Script.of("moment", "lease-beat");
    private static final Script END = Script.of("moment", "lease-end");

    private final RedisLink link;
    private final List<String> keys;
    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();
    private final Set<Tenant> unasserted = new CopyOnWriteArraySet<>();
    private volatile String node;
    private volatile boolean ended;
    private int generation;
    private boolean known;
    private long answered;
    private long steadySince;

    public Lease(RedisLink link) {
        this.link = link;
        this.keys = List.of(link.keys().of("nodes", "alive"), link.keys().of("nodes", "dead"));
        this.node = link.node() + ".0";
    }

    /** The id under which this process has things in Redis now. Whoever has written under one asks again afterwards. */
    public String node() {
        return node;
    }

    /** Has something depend on the lease; before {@link #start}. */
    public void add(Tenant tenant) {
        tenants.add(tenant);
    }

    /**
     * Begins, and goes on with each heartbeat of the link.
     *
     * @throws UnavailableException Redis is away
     */
    public void start() {
        beat();
        link.everyBeat(this::beat);
    }

    /** When a command that is sent now may be done at the latest, as scripts want it: microseconds, or 0 for any time. */
    long latest() {
        long now = link.clock().micros();
        return now == 0
                ? 0
                : now + TimeUnit.NANOSECONDS.toMicros(link.settings().timeout().toNanos());
    }

    /** Called by one thread at a time. */
    void beat() {
        if (ended) {
            return;
        }
        Answer answer = say();
        if (answer.text(0).equals("lost")) {
            if (ended) {
                // It was given up while this was on its way.
                return;
            }
            goOnUnderAnotherId();
            answer = say();
        }
        known = true;
        assertWhatIsNot();
        tenants.forEach(Tenant::beat);
        if (answer.size() > 4) {
            reap(answer.text(4));
        }
    }

    private Answer say() {
        Answer answer = link.run(
                BEAT,
                keys,
                link.shiftMicros(),
                "0",
                node,
                TimeUnit.NANOSECONDS.toMicros(link.settings().lease().toNanos()),
                known ? "0" : "1",
                answered,
                steadySince);
        answered = answer.number(1);
        link.clock().heard(answer.number(2));
        steadySince = answer.number(3);
        return answer;
    }

    private void goOnUnderAnotherId() {
        String before = node;
        generation++;
        known = false;
        node = link.node() + "." + generation;
        unasserted.addAll(tenants);
        log.warn("Redis does not know node {} any more: it goes on as {} and says again what it has", before, node);
    }

    private void assertWhatIsNot() {
        for (Tenant tenant : List.copyOf(unasserted)) {
            tenant.assertUnder(node);
            unasserted.remove(tenant);
        }
    }

    private void reap(String dead) {
        log.info("Node {} has not been heard of for a lease: what it had is cleared away", dead);
        tenants.forEach(tenant -> tenant.reap(dead));
        link.ask("ZREM", keys.get(1), dead);
    }

    /** Gives the lease up: others clear away what is left of it without waiting for its end. */
    @Override
    public void close() {
        ended = true;
        try {
            link.run(END, keys, link.shiftMicros(), "0", node);
        } catch (UnavailableException away) {
            log.info("Redis does not hear that node {} ends, and notices it by the lease: {}", node, away.getMessage());
        }
    }
}
