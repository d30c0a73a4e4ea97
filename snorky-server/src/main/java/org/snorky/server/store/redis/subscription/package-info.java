/**
 * Subscriptions in Redis, which any node issues, any acquires, and one holds.
 *
 * <p>The keys, for the prefix {@code snorky}, bucket 7, {@code crc32(TOKEN) mod buckets}, which all of a subscription lie in; I and
 * Q are {@link org.snorky.server.store.redis.link.RedisKeys#digest} of an identity's canonical JSON and of an item, which is its
 * dealer, a line feed, and its query's canonical JSON:
 *
 * <pre>
 * HSET {snorky:subs:7}:t:TOKEN json JSON in INDEXES holder NODE#NUMBER   # PEXPIRE: a minute more than it lives
 * ZADD {snorky:subs:7}:all ENDS TOKEN                                    # swept at each addition; no more than its share of the bound
 * ZADD {snorky:subs:7}:i:I ENDS TOKEN                                    # PEXPIRE: a minute more than its last member lives
 * ZADD {snorky:subs:7}:q:Q ENDS TOKEN                                    # as that
 * PUBLISH {snorky:nodes}:to:NODE 'NUMBER TOKEN'                          # to the node that a token was taken from
 * </pre>
 *
 * ENDS are milliseconds of Redis' clock, and decide; expiry of keys only clears away what has ended. The keys of indexes stand in
 * the subscription's hash and are not given to the scripts that renew and remove, but lie in the same slot: Redis and Valkey
 * accept that.
 */
@NullMarked
package org.snorky.server.store.redis.subscription;

import org.jspecify.annotations.NullMarked;
