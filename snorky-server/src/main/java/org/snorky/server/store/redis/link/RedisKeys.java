package org.snorky.server.store.redis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Names of keys: all of a group lie in one slot of a cluster, since only the group is in the hash tag.
 *
 * @param prefix what all begin with
 * @param buckets how many groups those that are spread have
 */
public record RedisKeys(String prefix, int buckets) {

    private static final int DIGEST_BYTES = 20;

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

    /**
     * What stands in keys for a name that clients or applications choose, and that may be long: 40 hexadecimal digits, in
     * small letters.
     *
     * <p>They are the first 20 bytes of its SHA-256: so many that nobody finds two names that share them. Of SHA-1 two such
     * names can be made, and who may have the channel, document or subscription of one would have that of the other.
     */
    public static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
