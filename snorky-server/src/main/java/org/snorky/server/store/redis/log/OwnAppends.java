package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;

/**
 * What this node appended last to each model, so that it can be invalidated where the log has lost it.
 *
 * <p>While a network is divided, a master that has been replaced may go on to acknowledge. That is lost when the division ends,
 * but whoever was told of success will not repeat it, and who fetched meanwhile from a node at the new master may have
 * fetched before it. So the node that was told makes up for it, in the epoch that goes on: of deltas their models are
 * invalidated, of invalidations and withdrawals they are appended again.
 *
 * <p>Bounded by count: those that were appended longest ago are forgotten first. Safe for all threads.
 */
final class OwnAppends {

    /** How far the clocks of two masters may differ. */
    private static final long MARGIN = TimeUnit.MICROSECONDS.convert(Duration.ofSeconds(60));

    private static final int MAX = 10_000;

    /** When the present epoch's were acknowledged, by what would make up for them; in their order. */
    private final Map<Change, Long> acknowledged = new LinkedHashMap<>();

    /** What is yet to be made up for. */
    private final Set<Change> owed = new LinkedHashSet<>();

    private long epoch;

    /** @param micros the clock of Redis when it acknowledged */
    synchronized void acknowledged(List<Change> changes, long inEpoch, long micros) {
        enter(inEpoch);
        for (Change change : changes) {
            Change remedy = remedyOf(change);
            if (inEpoch < epoch) {
                owe(remedy, micros);
            } else {
                acknowledged.remove(remedy);
                acknowledged.put(remedy, micros);
                if (remedy == change) {
                    owed.remove(remedy);
                }
            }
        }
        keepFew(acknowledged.keySet());
    }

    /**
     * What is to be appended in an epoch to make up for what it may lack; again until it is acknowledged in that epoch, or a
     * later one.
     */
    synchronized List<Change> owedTo(long presentEpoch) {
        enter(presentEpoch);
        return List.copyOf(owed);
    }

    private void enter(long next) {
        if (next > epoch) {
            epoch = next;
            acknowledged.forEach(this::owe);
            acknowledged.clear();
        }
    }

    private void owe(Change remedy, long micros) {
        if (micros >= epoch - MARGIN) {
            owed.add(remedy);
            keepFew(owed);
        }
    }

    private static Change remedyOf(Change change) {
        return change instanceof Delta delta ? Invalidation.ofModel(delta.model()) : change;
    }

    private static void keepFew(Set<Change> changes) {
        Iterator<Change> oldest = changes.iterator();
        while (changes.size() > MAX) {
            oldest.next();
            oldest.remove();
        }
    }
}
