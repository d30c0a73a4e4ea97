/**
 * Channels and rooms of many nodes: one order for each, kept by scripts in Redis and told by what they publish.
 *
 * <p>SERVICE is {@code pubsub} or {@code chat}, and all of a channel lies in the bucket of CHANNEL:
 *
 * <pre>
 * HSET {snorky:SERVICE:3}:s:CHANNEL mastership REPLID epoch 1795378765162781 seq 9 said 8 floor 2 count 6 bytes 2000 oldest 1795378765163000
 *                                                          # TTL history.age + 1 min, or 1 min where nothing is kept
 * XADD {snorky:SERVICE:3}:t:CHANNEL MAXLEN = 256 1795378765162781-9 k k a 1795378765170000 e JSON
 *                                                          # TTL 1 min: what happened last, 256 KB at most
 * PUBLISH {snorky:SERVICE:3}:t:CHANNEL '1795378765162781-9 k 1795378765170000 JSON'   # to the nodes that have clients there
 * XADD {snorky:SERVICE:3}:h:CHANNEL 1795378765162781-9 a 1795378765170000 d JSON      # TTL history.age + 1 min: the history
 * ZADD {snorky:SERVICE:3}:old 1795378765163000 CHANNEL     # no TTL: histories by their oldest message
 * HSET {snorky:SERVICE:3}:sizes CHANNEL 2000 '*' 90000     # no TTL: histories by bytes, and all of them
 * HSET {snorky:chat:3}:m:CHANNEL IDENTITY '4 JSON'         # no TTL: members of a room, behind the number of their joining
 * HINCRBY {snorky:chat:3}:n:CHANNEL IDENTITY 1             # no TTL: how many nodes have a member
 * SADD {snorky:chat:3}:of:NODE 'CHANNEL|IDENTITY'          # no TTL: what a node has; these three go with the node's lease
 * SET {snorky:chat:3}:gone:NODE 1 PX 3600000               # TTL 1 h: what a node that was cleared away still sends has no effect
 * </pre>
 *
 * Where nothing is kept, a channel is its state and its last events, for a minute after the last of them or the last look of a node
 * that follows it. So the memory is bounded by {@code history.total-bytes}, and by 0.4 KB and 256 KB at most for each channel of the
 * last minute; a member takes about 0.3 KB and its identity.
 *
 * <p>What has expired stays in {@code old} and {@code sizes} until their bucket is full: then the oldest go first.
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
