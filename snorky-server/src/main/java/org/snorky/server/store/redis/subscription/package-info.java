/**
 * Subscriptions in Redis, which any node issues, any acquires, and one holds.
 *
 * <p>All of a subscription lies in the bucket of its TOKEN:
 *
 * <pre>
 * HSET {snorky:subs:7}:t:TOKEN json JSON in INDEXES holder PROCESS#42   # TTL a minute more than it lives
 * ZADD {snorky:subs:7}:all 1795378765162 TOKEN                          # no TTL: swept at each addition; no more than its share of the bound
 * ZADD {snorky:subs:7}:i:IDENTITY 1795378765162 TOKEN                   # TTL a minute more than its last member lives
 * ZADD {snorky:subs:7}:q:ITEM 1795378765162 TOKEN                       # TTL a minute more than its last member lives
 * PUBLISH {snorky:nodes}:to:PROCESS '42 TOKEN'                          # to the node that a token was taken from
 * </pre>
 *
 * The scores are when it ends, in milliseconds of Redis' clock, and decide; expiry of keys only clears away what has ended, and
 * what never ends has none. The keys of indexes stand in
 * the subscription's hash and are not given to the scripts that renew and remove, but lie in the same slot: Redis and Valkey
 * accept that.
 */
@NullMarked
package org.snorky.server.store.redis.subscription;

import org.jspecify.annotations.NullMarked;
