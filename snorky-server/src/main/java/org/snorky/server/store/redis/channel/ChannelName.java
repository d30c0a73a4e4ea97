package org.snorky.server.store.redis.channel;

import org.snorky.protocol.JsonKey;
import org.snorky.server.store.redis.link.RedisKeys;

/**
 * What a channel is called in Redis.
 *
 * @param group of the service, in which its bucket is
 * @param digest of its JSON: names are the clients', and may be long
 */
record ChannelName(RedisKeys keys, String group, int bucket, String digest) {

    static ChannelName of(RedisKeys keys, String group, JsonKey channel) {
        String digest = digest(channel);
        return new ChannelName(keys, group, keys.bucketOf(digest), digest);
    }

    static String digest(JsonKey key) {
        return RedisKeys.digest(key.canonicalJson());
    }

    /** The key of its state, by which scripts find all of its bucket. */
    String state() {
        return keys.of(group, bucket, "s:" + digest);
    }

    /** The key of its stream, and the name under which what happens in it is published. */
    String transit() {
        return keys.of(group, bucket, "t:" + digest);
    }
}
