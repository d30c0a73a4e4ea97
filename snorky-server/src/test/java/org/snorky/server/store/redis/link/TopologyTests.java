package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.testsupport.redis.RedisCluster;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;

/** Redis that is more than one process. */
class TopologyTests {

    private static final Script COUNT = Script.of("test-first", "test-count");

    private static final class Heard implements Ear {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void heard(byte[] message) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void missed() {}
    }

    @Test
    void followsSentinelToTheNextMaster() throws Exception {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start()) {
            replica.follow(master);
            try (RedisServer sentinel = RedisServer.sentinel("snorky", master)) {
                await().until(() ->
                        String.valueOf(sentinel.ask("INFO", "sentinel")).contains("slaves=1"));
                RedisSentinelConfiguration bySentinel =
                        new RedisSentinelConfiguration().master("snorky").sentinel("127.0.0.1", sentinel.port());
                try (TestLink test = TestLink.to(bySentinel, TestLink.SETTINGS)) {
                    Heard heard = new Heard();
                    test.link().listen("channel", heard).toCompletableFuture().join();
                    test.link().ask("SET", "key", "before");
                    await().until(() -> "before".equals(replica.ask("GET", "key")));

                    master.kill();

                    await().atMost(Duration.ofSeconds(30))
                            .ignoreException(UnavailableException.class)
                            .until(() -> test.link()
                                    .ask("SET", "key", "after")
                                    .text(0)
                                    .equals("OK"));
                    assertThat(replica.ask("GET", "key")).isEqualTo("after");
                    await().until(() -> Long.valueOf(1).equals(replica.ask("PUBLISH", "channel", "anew")));
                    assertThat(heard.messages.poll(5, TimeUnit.SECONDS)).isEqualTo("anew");
                    try (RedisTail tail = test.link().openTail()) {
                        replica.ask("XADD", "stream", "1-1", "d", "here");
                        assertThat(tail.read("stream", "0", 10, Duration.ofSeconds(1))
                                        .size())
                                .isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void findsEachSlotOfACluster() throws Exception {
        try (RedisCluster cluster = RedisCluster.start(3)) {
            RedisClusterConfiguration toIt = new RedisClusterConfiguration()
                    .clusterNode("127.0.0.1", cluster.masters().get(0).port());
            try (TestLink test = TestLink.to(toIt, TestLink.SETTINGS)) {
                RedisLink link = test.link();
                for (int bucket = 0; bucket < 16; bucket++) {
                    String key = link.keys().of("subs", bucket, "count");
                    assertThat(link.run(COUNT, List.of(key), "x").number(0)).isEqualTo(2);
                    assertThat(link.ask("GET", key).number(0)).isEqualTo(1);
                }
                assertThat(cluster.masters()).allSatisfy(master -> assertThat((Long) master.ask("DBSIZE"))
                        .isPositive());

                Heard heard = new Heard();
                link.listen("{snorky:chat:3}:t:abc", heard)
                        .toCompletableFuture()
                        .join();
                for (RedisServer master : cluster.masters()) {
                    master.ask("PUBLISH", "{snorky:chat:3}:t:abc", "from " + master.port());
                    assertThat(heard.messages.poll(5, TimeUnit.SECONDS)).isEqualTo("from " + master.port());
                }

                link.ask("XADD", link.keys().of("log", "stream"), "1-1", "d", "here");
                try (RedisTail tail = link.openTail()) {
                    assertThat(tail.read(link.keys().of("log", "stream"), "0", 10, Duration.ofSeconds(1))
                                    .size())
                            .isEqualTo(1);
                }
            }
        }
    }
}
