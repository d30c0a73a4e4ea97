/**
 * Who is where, kept in Redis for all nodes and under leases of nodes: names and cursors.
 *
 * <pre>
 * ZADD {snorky:nodes}:alive 1795378780170000 NODE   # no TTL: until when its lease lasts
 * ZADD {snorky:nodes}:dead 1795378780170000 NODE    # no TTL: until when the others leave it to one of them to clear away
 *
 * HSET {snorky:msg}:names NAME NODE#SESSION         # no TTL: removed by their clients, or after the lease of their node
 * SADD {snorky:msg}:of:NODE NAME                    # no TTL: as these
 * XADD {snorky:msg}:inbox:PROCESS * t SESSION d JSON   # TTL 5 min: 10,000 messages, 16 MB at most
 * INCRBY {snorky:msg}:inbox:PROCESS:bytes 600       # TTL 5 min
 * PUBLISH {snorky:msg}:to:PROCESS ''                # there is something in the inbox
 * SET {snorky:msg}:gone:NODE 1 PX 3600000           # TTL 1 h: the node was cleared away, and has no effect any more
 * </pre>
 *
 * <p>All of a document lies in the bucket of DOCUMENT:
 *
 * <pre>
 * HSET {snorky:cursors:3}:m:DOCUMENT 1795378765162781 'NODE#7 1 6 2"here""ann"'   # TTL 1 h: cursors by their handles
 * HSET {snorky:cursors:3}:s:DOCUMENT mastership REPLID epoch 1795378765162781 sequence 9   # TTL 1 h
 * PUBLISH {snorky:cursors:3}:t:DOCUMENT '+1795378765162781 9 1795378765162781 NODE#7 1 6 2"here""ann"'
 * SADD {snorky:cursors:3}:of:NODE 'DOCUMENT|1795378765162781'   # no TTL: removed by the clients, or after the lease
 * SET {snorky:cursors:3}:handle 1795378765162781    # no TTL: the last that was given
 * SET {snorky:cursors:3}:gone:NODE 1 PX 3600000     # TTL 1 h
 * </pre>
 *
 * A cursor is its holder, how many bytes its position and its status have, then these and its owner, each as JSON. Nodes with
 * clients in a document have it live on; where they end, cursors go by the lease long before.
 *
 * <p>In bytes: nodes × 0.2 KB + names × 0.4 KB + inboxes of nodes that do not read, 16 MB at most each + documents × 0.4 KB +
 * cursors × (0.3 KB + what they say).
 */
@NullMarked
package org.snorky.server.store.redis.presence;

import org.jspecify.annotations.NullMarked;
