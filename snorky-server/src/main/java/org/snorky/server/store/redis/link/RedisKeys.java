package org.snorky.server.store.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Names of keys: all of a group lie in one slot of a cluster, since only the group is in the hash tag.
 *
 * @param prefix what all begin with
 * @param buckets how many groups those that are spread have
 */
public record RedisKeys(String prefix, int buckets) {

    /** A key such as <code>{snorky:log}:stream</code>. */
    public String of(String group, String name) {
        return "{" + prefix + ":" + group + "}:" + name;
    }

    /** A key of a group that is spread, such as <code>{snorky:subs:7}:all</code>. */
    public String of(String group, int bucket, String name) {
        return of(group + ":" + bucket, name);
    }

    /** Which bucket something lies in, the same in all processes. */
    public int bucketOf(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % buckets);
    }
}
