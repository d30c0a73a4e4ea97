/**
 * Channels and rooms of many nodes: one order for each, kept by scripts in Redis and told by what they publish.
 *
 * <p>The keys, for the prefix {@code snorky}, the service {@code chat} and bucket 3, which all of a channel lie in; C and I are
 * {@link org.snorky.server.store.redis.link.RedisKeys#digest} of a channel's and an identity's canonical JSON, the bucket is {@code crc32(C) mod
 * buckets}, and EPOCH is microseconds of Redis' clock:
 *
 * <pre>
 * HSET {snorky:chat:3}:s:C mastership REPLID epoch EPOCH seq 9 said 8 floor 2 count 6 bytes 2000 oldest MICROS   # PEXPIRE: history.age and a minute
 * XADD {snorky:chat:3}:t:C MAXLEN = 256 EPOCH-9 k k a MICROS e JSON   # what happened last, 256 KB at most; PEXPIRE: a minute
 * PUBLISH {snorky:chat:3}:t:C 'EPOCH-9 k MICROS JSON'                 # to the nodes that have clients there
 * XADD {snorky:chat:3}:h:C EPOCH-9 a MICROS d JSON                    # the history; PEXPIRE: history.age and a minute
 * ZADD {snorky:chat:3}:old MICROS C                                   # histories by their oldest message; no expiry
 * HSET {snorky:chat:3}:sizes C 2000                                   # histories by bytes, '*' for all; no expiry
 * HSET {snorky:chat:3}:m:C I '4 JSON'                                 # members of a room, behind the number of their joining
 * HINCRBY {snorky:chat:3}:n:C I 1                                     # how many nodes have a member
 * SADD {snorky:chat:3}:of:NODE 'C|I'                                  # what a node has; these three go with the node's lease
 * SET {snorky:chat:3}:gone:NODE 1 PX 3600000                          # what a reaped node has on its way has no effect
 * </pre>
 *
 * Where nothing is kept, a channel is its state and its last events, for a minute after the last of them or the last look of a node
 * that follows it. So the memory is bounded by {@code history.total-bytes}, and by 0.4 KB and 256 KB at most for each channel of the
 * last minute; a member takes about 0.3 KB and its identity.
 *
 * <p>A channel's epoch is new when Redis may have forgotten something: its state is gone, or the name of the mastership, which each
 * restart and each promotion changes, is another. Whoever follows it is told then that something may be missing.
 *
 * <p>{@code PUBLISH} reaches all nodes of a Redis Cluster over its bus, wherever it is given: the cost of a channel's event there is
 * one message for each node of the cluster, whoever follows it.
 */
@NullMarked
package org.snorky.server.store.redis.channel;

import org.jspecify.annotations.NullMarked;
