package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.position.Position;
import org.snorky.testsupport.net.Cable;

class RedisDeltaLogNodesTests extends LogNodesOnRedis {

    @Test
    void eachHearsOfWhatTheOtherAppends() {
        LogNode a = node(redis.port());
        LogNode b = node(redis.port());

        Position first = a.publish("x");
        Position second = b.publish("y");

        assertThat(b.client.heard()).containsExactly(first, second);
        await().untilAsserted(() -> assertThat(a.client.heard()).containsExactly(first, second));
        assertThat(b.log.readAfter(first.previous(), 10)).hasSize(2);
    }

    @Test
    void aBatchIdIsKnownToAll() {
        LogNode a = node(redis.port());
        LogNode b = node(redis.port());
        Position first = a.log.append("id", database.commit("x"));
        a.publish("y");

        assertThat(b.log.append("id", database.commit("x"))).isEqualTo(first);
        assertThat(b.log.head().offset()).isEqualTo(first.offset() + 1);
    }

    @Test
    void aNewNodeKnowsWhatWasAppendedBefore() {
        LogNode a = node(redis.port());
        Position start = a.log.head();
        for (int i = 0; i < 50; i++) {
            a.publish("x" + i);
        }

        LogNode b = node(redis.port());

        assertThat(b.log.head()).isEqualTo(a.log.head());
        assertThat(b.log.readAfter(start, 100)).isEqualTo(a.log.readAfter(start, 100));
        assertThat(b.log.entryCount()).isEqualTo(50);
        assertThat(b.log.byteCount()).isEqualTo(a.log.byteCount());
    }

    @Test
    void allHearTheSameInOneOrderWithoutAHole() {
        List<LogNode> nodes = List.of(node(redis.port()), node(redis.port()), node(redis.port()));
        Position start = nodes.get(0).log.head();
        int each = 100;

        CompletableFuture.allOf(nodes.stream()
                        .map(node -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < each; i++) {
                                node.publish(node.hashCode() + " " + i);
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();

        List<Position> whole = LongStream.rangeClosed(1, 3L * each)
                .mapToObj(i -> new Position(start.epoch(), start.offset() + i))
                .toList();
        for (LogNode node : nodes) {
            await().untilAsserted(() -> assertThat(node.client.heard()).isEqualTo(whole));
        }
        List<LogEntry> entries = nodes.get(0).log.readAfter(start, 3 * each);
        for (LogNode node : nodes) {
            assertThat(node.log.readAfter(start, 3 * each)).isEqualTo(entries);
        }
        awaitViews(nodes.toArray(LogNode[]::new));
    }

    @Test
    void aPositionThatAnotherNodeGaveIsReached() {
        LogNode a = node(redis.port());
        Cable cable = cable(redis);
        LogNode b = node(cable.port());
        cable.silence();
        Position ahead = a.publish("x");
        CompletableFuture<Position> reached = b.log.whenReached(ahead).toCompletableFuture();
        assertThat(reached).isNotDone();

        cable.mend();

        assertThat(reached.join()).isEqualTo(ahead);
        assertThat(b.client.heard()).contains(ahead);
    }

    @Test
    void aPositionThatNobodyGaveIsLost() {
        LogNode a = node(redis.port());
        Position head = a.publish("x");

        assertLost(a, new Position(head.epoch(), head.offset() + 1));
        assertLost(a, new Position("1", 1));
        assertThatThrownBy(() -> a.log.whenReached(new Position("not-a-number", 1)))
                .isInstanceOf(PositionLostException.class);
    }

    private static void assertLost(LogNode node, Position position) {
        assertThatThrownBy(() ->
                        node.log.whenReached(position).toCompletableFuture().join())
                .hasCauseInstanceOf(PositionLostException.class);
    }
}
