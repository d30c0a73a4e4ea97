/**
 * A node's connections to Redis, which answer within a bounded time or say at once that Redis is away.
 *
 * <pre>
 * HSETNX {snorky:nodes}:settings buckets 16   # TTL lease + 15 s: what all nodes have to be set to alike
 * HSETNX {snorky:nodes}:settings form 1       # the version of what the packages document
 * PUBLISH {snorky:nodes}:echo:PROCESS ''      # to itself, with each heartbeat, to hear whether it hears
 * </pre>
 */
@NullMarked
package org.snorky.server.store.redis.link;

import org.jspecify.annotations.NullMarked;
