package org.snorky.server.datasync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.datasync.subscription.Holdings;
import org.snorky.server.datasync.subscription.Holdings.Holder;

/**
 * What is given back to the store by nobody who waits for it.
 *
 * <p>Where the store cannot be reached it is left as it is, since nobody depends on it: what is held and not confirmed any more
 * ends by its lease, and where a position is lost the next who acquires finds that out.
 */
final class Endings {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    /** How much a store is given at once. */
    private static final int BATCH = 500;

    private final Holdings holdings;
    private final Executor executor;

    Endings(Holdings holdings, Executor executor) {
        this.holdings = holdings;
        this.executor = executor;
    }

    /** Has subscriptions removed, whoever holds them. */
    void forget(List<String> tokens) {
        for (int from = 0; from < tokens.size(); from += BATCH) {
            List<String> batch = tokens.subList(from, Math.min(tokens.size(), from + BATCH));
            execute(() -> holdings.forget(batch));
        }
    }

    /** Has a subscription given up, and removed where it is given no time. */
    void release(String token, Holder holder, Duration timeToLive) {
        execute(() -> holdings.release(token, holder, timeToLive));
    }

    private void execute(Runnable ending) {
        executor.execute(() -> {
            try {
                ending.run();
            } catch (UnavailableException away) {
                log.debug("Subscriptions are left to their leases", away);
            }
        });
    }
}
