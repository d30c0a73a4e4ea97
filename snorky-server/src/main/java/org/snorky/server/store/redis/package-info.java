/**
 * What nodes share in Redis: each package below keeps one thing, and documents its keys by the commands that write them.
 *
 * <p>There, {@code snorky} is the prefix of all keys, and what is in braces decides in which slot of a cluster they lie: a number
 * in it is a bucket, the CRC-32 of what decides it modulo the number of buckets. Other numbers are examples; words in capitals stand
 * for what varies. Of these
 *
 * <ul>
 *   <li>CHANNEL, IDENTITY and DOCUMENT are {@link org.snorky.server.store.redis.link.RedisKeys#digest} of a canonical JSON, ITEM that
 *       of a dealer, a line feed and a query's canonical JSON;
 *   <li>PROCESS is a server as long as it runs, 16 letters, and NODE the same as it is known by its {@link
 *       org.snorky.server.store.redis.presence.Lease}, with a dot and a number behind it;
 *   <li>REPLID is the name of Redis' mastership, which each restart and each promotion changes; the epochs of what is kept end
 *       with it. Epochs, and times beside them, are microseconds of Redis' clock.
 * </ul>
 *
 * Behind {@code #} stands for how long a key lives after each such command, or {@code no TTL} where it is removed otherwise.
 */
@NullMarked
package org.snorky.server.store.redis;

import org.jspecify.annotations.NullMarked;
