package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.server.RunningServer;
import org.snorky.server.actuate.SnorkyHealthIndicator;
import org.snorky.testsupport.redis.RedisCluster;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.boot.health.contributor.Status;

/** Nodes as the documented user on Redis that heals itself: before and after another becomes master they share everything. */
class PromotionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void bySentinel() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start()) {
            replica.follow(master);
            DocumentedUser.at(master);
            DocumentedUser.at(replica);
            try (RedisServer sentinel = RedisServer.sentinel("snorky", master)) {
                await().until(() ->
                        String.valueOf(sentinel.ask("INFO", "sentinel")).contains("slaves=1"));
                String[] settings = DocumentedUser.settings(
                        "spring.data.redis.sentinel.master=snorky",
                        "spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel.port());
                try (RunningServer a = EveryStore.node(settings);
                        RunningServer b = EveryStore.node(settings)) {
                    assertSharedThroughADeathOf(master, replica, a, b);
                    assertThat(replica.ask("ACL", "LOG")).isEqualTo(List.of());
                }
            }
        }
    }

    @Test
    void byACluster() {
        try (RedisCluster cluster = RedisCluster.start(3)) {
            RedisServer master = cluster.masterOf("{snorky:log}");
            RedisServer replica = cluster.addReplica(master);
            cluster.masters().forEach(DocumentedUser::atMember);
            DocumentedUser.atMember(replica);
            RedisServer another = cluster.masters().stream()
                    .filter(server -> !server.equals(master))
                    .findFirst()
                    .orElseThrow();
            String[] settings = DocumentedUser.settings("spring.data.redis.cluster.nodes=127.0.0.1:" + another.port());
            try (RunningServer a = EveryStore.node(settings);
                    RunningServer b = EveryStore.node(settings)) {
                assertSharedThroughADeathOf(master, replica, a, b);
                assertThat(replica.ask("ACL", "LOG")).isEqualTo(List.of());
                assertThat(another.ask("ACL", "LOG")).isEqualTo(List.of());
            }
        }
    }

    /** Whoever is there before is there after it, on the connection that he had. */
    private static void assertSharedThroughADeathOf(
            RedisServer master, RedisServer replica, RunningServer a, RunningServer b) {
        EveryStore.isSharedBy(a, b);
        try (Visitor ann = Visitor.at(a, "ann");
                Visitor bob = Visitor.at(b, "bob")) {
            ann.done("messaging", "registerParticipant", "{\"name\":\"ann\"}");
            ann.done("chat", "join", "{\"channel\":\"tea\"}");
            ann.done("cursors", "join", "{\"document\":\"doc\"}");
            ann.done(
                    "cursors",
                    "createCursor",
                    "{\"privateHandle\":1,\"document\":\"doc\",\"position\":1,\"status\":null}");

            master.kill();
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(replica.ask("ROLE")).startsWith("[master"));
            await().atMost(PATIENCE).until(() -> isUp(a) && isUp(b));

            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> EveryStore.isSharedBy(a, b));
            assertThat(bob.refused("messaging", "registerParticipant", "{\"name\":\"ann\"}"))
                    .isEqualTo("name_taken");
            assertThat(bob.done("chat", "join", "{\"channel\":\"tea\"}").toString())
                    .contains("\"ann\"");
            assertThat(bob.done("cursors", "join", "{\"document\":\"doc\"}").toString())
                    .contains("\"ann\"");
        }
    }

    private static boolean isUp(RunningServer node) {
        return node.bean(SnorkyHealthIndicator.class).health().getStatus().equals(Status.UP);
    }
}
