package org.snorky.server.store.redis.link;

import java.time.Duration;

/**
 * How this node and those beside it use Redis.
 *
 * @param prefix what all keys begin with, within the braces of their hash tag; nodes of one prefix share all
 * @param timeout for how long a call may wait for its answer
 * @param lease for how long others take this node for alive after its last heartbeat
 * @param heartbeat time between heartbeats
 * @param buckets how many hash tags what is kept for single subscriptions and channels is spread over; the same on all nodes
 */
public record RedisSettings(String prefix, Duration timeout, Duration lease, Duration heartbeat, int buckets) {}
