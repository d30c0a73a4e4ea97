package org.snorky.server.store.redis.presence;

import org.snorky.server.datasync.log.UnavailableException;

/**
 * Something that has things in Redis for as long as its node's lease lasts. It is called by the thread of heartbeats, may wait
 * for Redis, and throws {@link UnavailableException} where that is away; then it is called again with a later heartbeat.
 */
public interface Tenant {

    /**
     * Clears away what a node has left that is dead. Any node may be doing the same at the same time, or have begun and not
     * ended.
     *
     * @param node its id, which nobody will have again
     */
    void reap(String node);

    /**
     * Puts everything that this process has into Redis again, under another id: that of before was reaped, or may be.
     *
     * @param node as {@link Lease#node} gives it now
     */
    void assertUnder(String node);

    /** Is called with each heartbeat that was answered. */
    default void beat() {}
}
