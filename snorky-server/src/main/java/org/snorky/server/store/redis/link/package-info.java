/** A node's connections to Redis, which answer within a bounded time or say at once that Redis is away. */
@NullMarked
package org.snorky.server.store.redis.link;

import org.jspecify.annotations.NullMarked;
