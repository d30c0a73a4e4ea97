package org.snorky.server.store.redis.presence;

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
        String id = RedisKeys.digest(document.canonicalJson());
        return new DocumentKeys(keys, keys.bucketOf(id), id);
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
