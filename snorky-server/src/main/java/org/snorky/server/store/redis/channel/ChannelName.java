package org.snorky.server.store.redis.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.snorky.protocol.JsonKey;
import org.snorky.server.store.redis.link.RedisKeys;

/**
 * What a channel is called in Redis.
 *
 * @param group of the service, in which its bucket is
 * @param digest of its JSON: names are the clients', and may be long
 */
record ChannelName(RedisKeys keys, String group, int bucket, String digest) {

    private static final int DIGEST_BYTES = 20;

    static ChannelName of(RedisKeys keys, String group, JsonKey channel) {
        String digest = digest(channel);
        return new ChannelName(keys, group, keys.bucketOf(digest), digest);
    }

    static String digest(JsonKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(key.canonicalJson().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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
