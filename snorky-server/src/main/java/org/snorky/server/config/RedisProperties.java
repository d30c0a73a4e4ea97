package org.snorky.server.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How nodes share what they do in Redis; where it is say Boot's own {@code spring.data.redis} settings.
 *
 * @param prefix what all keys begin with; nodes of the same one share everything
 * @param timeout for how long a call of Redis may wait for its answer
 * @param heartbeat time between two signs of life of a node
 * @param lease for how long the others take a node for alive after the last of them
 * @param buckets how many shares subscriptions and channels are spread over in a cluster; the same on all nodes
 */
public record RedisProperties(
        @DefaultValue("snorky") String prefix,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("16") int buckets) {

    private static final int MOST_BUCKETS = 1024;
    private static final int BEATS_IN_A_LEASE = 3;

    public RedisProperties {
        if (!prefix.matches("[A-Za-z0-9._:-]{1,64}")) {
            throw new IllegalArgumentException(
                    "snorky.redis.prefix must be 1 to 64 letters, digits, dots, colons and dashes, not '" + prefix
                            + "'");
        }
        Check.positive("snorky.redis.timeout", timeout);
        Check.positive("snorky.redis.heartbeat", heartbeat);
        Check.positive("snorky.redis.buckets", buckets);
        if (buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException(
                    "snorky.redis.buckets must be at most " + MOST_BUCKETS + ", not " + buckets);
        }
        if (lease.compareTo(heartbeat.multipliedBy(BEATS_IN_A_LEASE)) < 0) {
            throw new IllegalArgumentException("snorky.redis.lease must be at least " + BEATS_IN_A_LEASE
                    + " times snorky.redis.heartbeat, but is " + lease + " with a heartbeat of " + heartbeat);
        }
    }
}
