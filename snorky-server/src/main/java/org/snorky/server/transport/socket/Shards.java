package org.snorky.server.transport.socket;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The shards that sessions are dealt to, one after the other. Safe for all threads. */
public final class Shards {

    private final Shard[] shards;
    private final AtomicInteger dealt = new AtomicInteger();

    /** @param executor runs them, each on one thread at a time */
    public Shards(int count, Executor executor) {
        this.shards = Stream.generate(() -> new Shard(executor)).limit(count).toArray(Shard[]::new);
    }

    /** The shard of a session, for all of its life. */
    public Turns deal() {
        return shards[Math.floorMod(dealt.getAndIncrement(), shards.length)];
    }
}
