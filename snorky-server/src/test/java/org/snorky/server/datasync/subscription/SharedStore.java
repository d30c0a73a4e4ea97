package org.snorky.server.datasync.subscription;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Revocation;
import org.snorky.server.datasync.log.UnavailableException;

/** What several stores share, held in the test's process: each {@link #node} is the store of one process. */
public final class SharedStore {

    private final SubscriptionStore kept;
    private final Holdings holdings;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    public SharedStore(Ticker ticker) {
        this.kept = new InMemorySubscriptionStore(10_000, ticker);
        this.holdings = new LocalHoldings(kept);
    }

    /** The store of one more process. */
    public Node node(String name) {
        Node node = new Node();
        nodes.put(name, node);
        return node;
    }

    /** One process's store, which tests can cut off, or rob of the word that others have taken over. */
    public final class Node implements SubscriptionStore, SharedHoldings {

        private volatile TakeOverListener listener = (token, from) -> {};
        private volatile boolean cut;
        private volatile boolean deaf;

        private Node() {}

        /** Whether nothing can be asked. */
        public void cut(boolean isCut) {
            cut = isCut;
        }

        /** Whether it does not hear of takeovers. */
        public void deaf(boolean isDeaf) {
            deaf = isDeaf;
        }

        private void reach() {
            if (cut) {
                throw UnavailableException.undone("Cut off");
            }
        }

        @Override
        public void add(Subscription subscription, Duration timeToLive) {
            reach();
            kept.add(subscription, timeToLive);
        }

        @Override
        public boolean renew(String token, Duration timeToLive) {
            reach();
            return kept.renew(token, timeToLive);
        }

        @Override
        public @Nullable Subscription find(String token) {
            reach();
            return kept.find(token);
        }

        @Override
        public Collection<String> remove(Revocation which) {
            reach();
            return kept.remove(which);
        }

        @Override
        public long size() {
            return kept.size();
        }

        @Override
        public void takeOvers(TakeOverListener newListener) {
            listener = newListener;
        }

        @Override
        public Claim claim(String token, Holder holder, boolean takesOver) {
            reach();
            Claim claim = holdings.claim(token, holder, takesOver);
            if (claim instanceof Claim.Claimed claimed && claimed.before() != null) {
                Node before = nodes.get(claimed.before().node());
                if (before != null && before != this && !before.deaf && !before.cut) {
                    before.listener.taken(token, claimed.before());
                }
            }
            return claim;
        }

        @Override
        public boolean release(String token, Holder holder, Duration timeToLive) {
            reach();
            return holdings.release(token, holder, timeToLive);
        }

        @Override
        public Collection<String> confirm(Map<String, Holder> held) {
            reach();
            return holdings.confirm(held);
        }

        @Override
        public void forget(Collection<String> tokens) {
            reach();
            holdings.forget(tokens);
        }
    }
}
