package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisServer;

/** A Redis, nodes that share a log on it, and the database whose rows they tell of. */
abstract class LogNodesOnRedis {

    final RedisServer redis = RedisServer.start();
    final Database database = new Database();
    final List<AutoCloseable> open = new ArrayList<>(List.of(redis));

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    LogNode node(int port) {
        return node(port, Sabotage.NONE);
    }

    LogNode node(int port, Sabotage sabotage) {
        return opened(new LogNode(port, database, sabotage, Duration.ofMillis(100)));
    }

    LogNode heartless(int port, Sabotage sabotage) {
        return opened(new LogNode(port, database, sabotage, Duration.ofDays(1)));
    }

    private LogNode opened(LogNode node) {
        open.add(node);
        return node;
    }

    Cable cable(RedisServer to) {
        Cable cable = new Cable(to.port());
        open.add(cable);
        return cable;
    }

    void awaitViews(LogNode... nodes) {
        for (LogNode node : nodes) {
            await().untilAsserted(() -> assertThat(node.client.view()).isEqualTo(database.fetch()));
        }
    }

    static void awaitBreaks(LogNode node, int count) {
        await().untilAsserted(() -> assertThat(node.client.breaks()).hasSizeGreaterThanOrEqualTo(count));
    }

    static void publishAtLast(LogNode node, String row) {
        await().ignoreExceptions().until(() -> node.publish(row) != null);
    }
}
