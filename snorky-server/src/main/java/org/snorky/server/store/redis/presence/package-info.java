/**
 * Who is where, kept in Redis for all nodes and under leases of nodes: names and cursors.
 *
 * <p>With <code>N</code> a node, <code>&lt;process&gt;.&lt;generation&gt;</code>; <code>P</code> its process; <code>d</code> the
 * {@link org.snorky.server.store.redis.link.RedisKeys#digest} of a document's canonical JSON, <code>b</code> its bucket; <code>snorky</code> the prefix:
 *
 * <pre>
 * # leases of nodes: no TTL, one entry for each node; scores in µs of Redis' clock
 * ZADD   {snorky:nodes}:alive &lt;now + lease&gt; N
 * ZADD   {snorky:nodes}:dead &lt;when another may clear it away&gt; N
 *
 * # names: no TTL, removed by their clients or after the lease of their node
 * HSET   {snorky:msg}:names &lt;name&gt; N#&lt;session&gt;
 * SADD   {snorky:msg}:of:N &lt;name&gt;
 * XADD   {snorky:msg}:inbox:P * t &lt;session&gt; d &lt;message&gt;        # PEXPIRE 5 min; 10,000 messages, 16 MB at most
 * INCRBY {snorky:msg}:inbox:P:bytes &lt;bytes&gt;                       # PEXPIRE 5 min
 * PUBLISH {snorky:msg}:to:P ""
 * SET    {snorky:msg}:gone:N 1 PX 3600000                          # N was cleared away, and does nothing any more
 *
 * # cursors: PEXPIRE 1 h, renewed by each node that has clients in the document; they go by the lease long before
 * HSET   {snorky:cursors:b}:m:d &lt;handle&gt; "N#&lt;number&gt; &lt;length of position&gt; &lt;length of status&gt; &lt;position&gt;&lt;status&gt;&lt;owner&gt;"
 * HSET   {snorky:cursors:b}:s:d mastership &lt;replid&gt; epoch &lt;µs&gt; sequence &lt;events in it&gt;
 * PUBLISH {snorky:cursors:b}:t:d "+&lt;epoch&gt; &lt;sequence&gt; &lt;handle&gt; &lt;value&gt;"
 * SADD   {snorky:cursors:b}:of:N d|&lt;handle&gt;                      # no TTL, removed by the clients or after the lease
 * SET    {snorky:cursors:b}:handle &lt;last handle&gt;                    # no TTL
 * SET    {snorky:cursors:b}:gone:N 1 PX 3600000
 * </pre>
 *
 * In bytes: nodes × 0.2 KB + names × 0.4 KB + inboxes of nodes that do not read, 16 MB at most each + documents × 0.4 KB +
 * cursors × (0.3 KB + what they say).
 */
@NullMarked
package org.snorky.server.store.redis.presence;

import org.jspecify.annotations.NullMarked;
