package org.snorky.server.store.redis.link;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Opens connections to the Redis of the settings: one server, the master that Sentinel knows, or a cluster. */
interface Connector {

    /** A new connection for commands, to who is the master now. */
    StatefulConnection<byte[], byte[]> connect();

    StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub();

    static Connector of(AbstractRedisClient client) {
        if (client instanceof RedisClusterClient cluster) {
            return new OfCluster(cluster);
        }
        return new OfServer((RedisClient) client);
    }

    /** @param client knows the address, or asks Sentinel for it each time */
    record OfServer(RedisClient client) implements Connector {

        @Override
        public StatefulConnection<byte[], byte[]> connect() {
            return client.connect(ByteArrayCodec.INSTANCE);
        }

        @Override
        public StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
            return client.connectPubSub(ByteArrayCodec.INSTANCE);
        }
    }

    /** @param client told to look anew who has which slots, since a connection that is lost may tell of a failover */
    record OfCluster(RedisClusterClient client) implements Connector {

        @Override
        public StatefulConnection<byte[], byte[]> connect() {
            client.refreshPartitions();
            return client.connect(ByteArrayCodec.INSTANCE);
        }

        @Override
        public StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
            client.refreshPartitions();
            return client.connectPubSub(ByteArrayCodec.INSTANCE);
        }
    }
}
