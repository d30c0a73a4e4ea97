package org.snorky.server.store.redis.channel;

import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.RedisLink;

/**
 * Memory that the histories of a service take in Redis, estimated as it is for their bounds: one command for each bucket.
 *
 * <p>Histories that ended by their age while nothing was said are counted until room is needed.
 */
final class KeptBytes {

    private static final String OF_ALL = "*";

    private final RedisLink link;
    private final String group;
    private volatile long last;

    KeptBytes(RedisLink link, String group) {
        this.link = link;
        this.group = group;
    }

    /** As last known where Redis does not answer, since it is asked for to be shown. */
    long now() {
        try {
            long bytes = 0;
            for (int bucket = 0; bucket < link.settings().buckets(); bucket++) {
                String ofBucket = link.ask("HGET", link.keys().of(group, bucket, "sizes"), OF_ALL)
                        .textOrNull(0);
                bytes += ofBucket == null ? 0 : Long.parseLong(ofBucket);
            }
            last = bytes;
        } catch (UnavailableException away) {
            // Then it is shown as it was.
        }
        return last;
    }
}
