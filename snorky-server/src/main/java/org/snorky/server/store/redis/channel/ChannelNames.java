package org.snorky.server.store.redis.channel;

import org.snorky.protocol.JsonKey;
import org.snorky.server.store.redis.link.RedisKeys;

/**
 * How the channels of one service are called in Redis.
 *
 * @param group the service's part of the keys
 */
record ChannelNames(RedisKeys keys, String group) {

    ChannelName of(JsonKey channel) {
        return ChannelName.of(keys, group, channel);
    }

    /** The key of what a node has in the rooms of a bucket. */
    String held(String node, int bucket) {
        return keys.of(group, bucket, "of:" + node);
    }
}
