package org.snorky.server.store.redis.subscription;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.snorky.server.datasync.subscription.Holdings.Holder;
import org.snorky.server.datasync.subscription.SharedHoldings.TakeOverListener;
import org.snorky.server.store.redis.link.Ear;
import org.snorky.server.store.redis.link.RedisLink;

/** Hears which tokens other nodes take from this one. What it misses, {@code confirm} finds. */
final class TakeOverHints implements Ear {

    private final RedisLink link;
    private final String channel;
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile TakeOverListener listener = (token, from) -> {};

    TakeOverHints(RedisLink link, SubscriptionKeys keys) {
        this.link = link;
        this.channel = keys.takeOvers() + link.node();
    }

    /** Begins to listen; where that fails, with a later heartbeat. */
    void tell(TakeOverListener newListener) {
        listener = newListener;
        listen();
        link.everyBeat(this::listen);
    }

    private void listen() {
        if (listening.compareAndSet(false, true)) {
            link.listen(channel, this).whenComplete((done, failure) -> {
                if (failure != null) {
                    listening.set(false);
                }
            });
        }
    }

    @Override
    public void heard(byte[] message) {
        String[] words = new String(message, StandardCharsets.UTF_8).split(" ", 2);
        listener.taken(words[1], new Holder(link.node(), Long.parseLong(words[0])));
    }

    @Override
    public void missed() {
        // What was missed is found when it is confirmed.
    }
}
