package org.snorky.server.store.redis.presence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.snorky.protocol.JsonKey;
import org.snorky.server.store.redis.link.RedisKeys;

/**
 * Where a document lies in Redis.
 *
 * @param id its name in keys
 */
record DocumentKeys(RedisKeys keys, int bucket, String id) {

    static final String GROUP = "cursors";

    static DocumentKeys of(RedisKeys keys, JsonKey document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(document.canonicalJson().getBytes(StandardCharsets.UTF_8));
            String id = HexFormat.of().formatHex(digest);
            return new DocumentKeys(keys, keys.bucketOf(id), id);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The cursors and the document's state. */
    List<String> both() {
        return List.of(cursors(), state());
    }

    String cursors() {
        return in("m:" + id);
    }

    String state() {
        return in("s:" + id);
    }

    String channel() {
        return in("t:" + id);
    }

    /** A key of the document's bucket. */
    String in(String name) {
        return keys.of(GROUP, bucket, name);
    }
}
