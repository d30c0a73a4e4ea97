/**
 * The log of changes that many nodes share, as a Redis Stream.
 *
 * <pre>
 * XADD {snorky:log}:stream 1795378765162781-324 a 1795378765170000 n 3 b 600 d BATCH   # no TTL: trimmed by count, bytes and age
 * SET {snorky:log}:state 'REPLID 1795378765162781 324 324 90000 1795378765163000'      # no TTL: epoch, offset, changes, bytes, oldest
 * HSET {snorky:log}:ids ID 1795378765162781-324@1795378765170000                       # TTL idempotency-window
 * RENAME {snorky:log}:ids {snorky:log}:ids:before                                      # TTL idempotency-window: as soon as there are batch-ids
 * XREAD COUNT 512 BLOCK 1000 STREAMS {snorky:log}:stream 1795378765162781-323          # each node's tail
 * </pre>
 *
 * <p>There is one stream, not one for each model, because a batch is atomic over models and a position is one for all of them;
 * streams that share a slot would spread no load either. What a node pays for changes that nobody there has subscribed to was
 * measured with rows of 290 bytes, in nanoseconds of CPU for each change: 78 to 112 to decode and to keep it (50 to 125 to
 * decode), 23 to 30 to keep its bytes undecoded, but 1,400 to 1,700 to read it as JSON. So the form is not JSON, and entries
 * are decoded when they come: what laziness would save is less than what the bytes cost to arrive.
 */
@NullMarked
package org.snorky.server.store.redis.log;

import org.jspecify.annotations.NullMarked;
