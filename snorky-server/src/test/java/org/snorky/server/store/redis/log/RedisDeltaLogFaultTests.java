package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.datasync.log.LogEntry;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.position.Position;
import org.snorky.testsupport.net.Balancer;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisServer;

class RedisDeltaLogFaultTests {

    private final RedisServer redis = RedisServer.start();
    private final Database database = new Database();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(redis));

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private LogNode node(int port) {
        return node(port, Sabotage.NONE);
    }

    private LogNode node(int port, Sabotage sabotage) {
        return opened(new LogNode(port, database, sabotage, Duration.ofMillis(100)));
    }

    private LogNode heartless(int port, Sabotage sabotage) {
        return opened(new LogNode(port, database, sabotage, Duration.ofDays(1)));
    }

    private LogNode opened(LogNode node) {
        open.add(node);
        return node;
    }

    private Cable cable(RedisServer to) {
        Cable cable = new Cable(to.port());
        open.add(cable);
        return cable;
    }

    private void awaitViews(LogNode... nodes) {
        for (LogNode node : nodes) {
            await().untilAsserted(() -> assertThat(node.client.view()).isEqualTo(database.fetch()));
        }
    }

    private static void awaitBreaks(LogNode node, int count) {
        await().untilAsserted(() -> assertThat(node.client.breaks()).hasSizeGreaterThanOrEqualTo(count));
    }

    private static void awaitWell(LogNode node) {
        await().untilAsserted(() -> assertThat(node.log.trouble()).isNull());
    }

    @Nested
    class AmongNodes {

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

    @Nested
    class RedisForgets {

        @Test
        void whereItIsEmptiedAllBreakThoughNobodyAppends() {
            LogNode a = node(redis.port());
            LogNode b = node(redis.port());
            Position before = a.publish("x");
            database.commit("x");

            redis.flush();

            awaitBreaks(a, 1);
            awaitBreaks(b, 1);
            awaitViews(a, b);
            assertThatThrownBy(() -> a.log.readAfter(before, 10)).isInstanceOf(PositionLostException.class);
            a.publish("y");
            awaitViews(a, b);
        }

        @Test
        void whereTheStreamIsEvictedAllBreak() {
            LogNode a = node(redis.port());
            a.publish("x");

            redis.ask("DEL", "{test:log}:stream");

            awaitBreaks(a, 1);
            a.publish("y");
            awaitViews(a);
        }

        @Test
        void whereItRestartsEmptyAllBreakAndGoOn() {
            LogNode a = node(redis.port());
            LogNode b = node(redis.port());
            Position before = a.publish("x");

            redis.restart();

            awaitBreaks(a, 1);
            awaitBreaks(b, 1);
            publishAtLast(a, "y");
            assertThat(a.log.head().epoch()).isNotEqualTo(before.epoch());
            awaitViews(a, b);
        }

        @Test
        void whereItWentBackAsTheSameMasterAllBreak() {
            LogNode a = node(redis.port());
            a.publish("x");
            String state = (String) redis.ask("GET", "{test:log}:state");
            a.publish("x");
            a.publish("x");

            redis.ask("SET", "{test:log}:state", state);

            awaitBreaks(a, 1);
            publishAtLast(a, "y");
            awaitViews(a);
        }

        @Test
        void whereItWasTrimmedPastANodeThatNodeBreaks() {
            LogNode cutOff = nodeThatTheLogWasTrimmedPast(Sabotage.NONE);

            awaitViews(cutOff);
            assertThat(cutOff.client.breaks()).hasSize(1);
        }

        @Test
        void thatItWasTrimmedPastANodeWouldBeFoundWithoutTheCheck() {
            LogNode cutOff = nodeThatTheLogWasTrimmedPast(Sabotage.NO_GAP_CHECK);

            assertThat(cutOff.client.view()).isNotEqualTo(database.fetch());
        }

        private LogNode nodeThatTheLogWasTrimmedPast(Sabotage sabotage) {
            LogNode a = node(redis.port());
            Cable cable = cable(redis);
            LogNode b = node(cable.port(), sabotage);
            a.publish("lost");
            cable.cut();
            a.publish("lost");
            for (int i = 0; i < 12; i++) {
                a.log.append(
                        null, Collections.nCopies(100, database.commit("many").get(0)));
            }

            cable.mend();

            a.publish("end");
            await().until(() -> b.client.view().containsKey("end"));
            assertThat(a.client.breaks()).isEmpty();
            return b;
        }
    }

    @Nested
    class RedisIsAway {

        @Test
        void aPausedOneIsToldOfAndAllGoesOnWithoutABreak() {
            LogNode a = node(redis.port());
            a.publish("x");

            redis.pause();
            assertThatThrownBy(() -> a.publish("x")).isInstanceOf(UnavailableException.class);
            await().untilAsserted(() -> assertThat(a.log.trouble()).contains("Redis has not answered since"));
            redis.resume();

            awaitWell(a);
            publishAtLast(a, "x");
            awaitViews(a);
            assertThat(a.client.breaks()).isEmpty();
        }

        @Test
        void aCutNodeCatchesUpWithoutAGap() {
            LogNode a = node(redis.port());
            Cable cable = cable(redis);
            LogNode b = node(cable.port());
            cable.cut();
            for (int i = 0; i < 100; i++) {
                a.publish("x" + i % 7);
            }

            cable.mend();

            awaitViews(b);
            assertThat(b.client.heard()).isEqualTo(a.client.heard());
            assertThat(b.client.breaks()).isEmpty();
            awaitWell(b);
        }

        @Test
        void aSilentConnectionIsReplaced() {
            LogNode a = node(redis.port());
            Cable cable = cable(redis);
            LogNode b = node(cable.port());
            cable.strand(Cable.Side.NEAR);
            a.publish("x");

            awaitViews(b);
            assertThat(b.client.breaks()).isEmpty();
        }

        @Test
        void whatCannotBeAppendedIsSaidNotToBe() {
            Cable cable = cable(redis);
            LogNode a = node(cable.port());
            cable.cut();
            await().untilAsserted(() -> assertThat(a.log.trouble()).isNotNull());

            assertCode(() -> a.publish("x"), ErrorCode.UNAVAILABLE);
        }

        @Test
        void aReplicaTakesNothing() {
            LogNode a = node(redis.port());
            RedisServer other = RedisServer.start();
            open.add(other);
            a.publish("x");

            redis.ask("REPLICAOF", "127.0.0.1", Integer.toString(other.port()));

            assertCode(() -> a.publish("x"), ErrorCode.UNAVAILABLE);
            await().untilAsserted(() -> assertThat(a.log.trouble()).isNotNull());
        }
    }

    /** A command that is carried out after its sender has given up puts an old state on top of a new one. */
    @Nested
    class ALateCommand {

        private LogNode other;

        @Test
        void isRefused() {
            publishNewerWhileACommandIsOnItsWay(Sabotage.NONE);

            awaitViews(other);
        }

        @Test
        void wouldBeFoundWithoutTheDeadline() {
            publishNewerWhileACommandIsOnItsWay(Sabotage.NO_DEADLINE);

            assertThat(other.client.view()).isNotEqualTo(database.fetch());
        }

        private void publishNewerWhileACommandIsOnItsWay(Sabotage sabotage) {
            Cable cable = cable(redis);
            LogNode slow = node(cable.port(), sabotage);
            other = node(redis.port());
            slow.publish("x");
            cable.silence();
            assertCode(() -> slow.log.append("late", database.commit("x")), ErrorCode.TIMEOUT);
            other.publish("x");

            cable.mend();

            await("late command").until(this::hasLookedForABatchId);
            publishAtLast(slow, "y");
            await().until(() -> other.client.view().containsKey("y"));
        }

        /** As only the command with one makes Redis do. */
        private boolean hasLookedForABatchId() {
            return ((String) redis.ask("INFO", "commandstats")).contains("cmdstat_hget:");
        }
    }

    @Nested
    class AReplicaIsPromoted {

        private final RedisServer replica = RedisServer.start();
        private final Balancer entry = new Balancer(List.of(redis.port()));

        @BeforeEach
        void closeItInTheEnd() {
            open.add(replica);
            open.add(entry);
        }

        private void failOver() {
            entry.add(replica.port());
            entry.remove(redis.port());
            entry.cut(redis.port());
        }

        @Test
        void andWhatTheOldMasterAcknowledgedMeanwhileIsMadeUpFor() {
            LogNode b = newSideOfADivision(Sabotage.NONE);

            awaitViews(b);
        }

        @Test
        void whatTheOldMasterAcknowledgedWouldBeFoundMissing() {
            LogNode b = newSideOfADivision(Sabotage.NO_REPAIR);

            assertThat(b.client.view()).isNotEqualTo(database.fetch());
        }

        /** Whose client fetches before the old master acknowledges something. */
        private LogNode newSideOfADivision(Sabotage sabotage) {
            replica.follow(redis);
            LogNode a = node(entry.port(), sabotage);
            a.publish("x");
            replica.promote();
            LogNode b = node(replica.port());
            a.publish("x");

            failOver();

            awaitBreaks(a, 1);
            a.awaitBeats();
            publishAtLast(a, "end");
            await().until(() -> b.client.view().containsKey("end"));
            return b;
        }

        @Test
        void andWhatItLacksIsFetched() {
            LogNode b = afterAReplicaThatLagsWasPromoted(Sabotage.NONE);

            awaitViews(b);
            assertThat(b.client.breaks()).isNotEmpty();
        }

        @Test
        void whatItLacksWouldBeFoundMissingWithoutTheFence() {
            LogNode b = afterAReplicaThatLagsWasPromoted(Sabotage.NO_FENCE);

            assertThat(b.client.view()).isNotEqualTo(database.fetch());
        }

        /** Nobody's heart beats, since that would find too that the log is shorter than it was. */
        private LogNode afterAReplicaThatLagsWasPromoted(Sabotage sabotage) {
            LogNode a = heartless(entry.port(), sabotage);
            LogNode b = heartless(entry.port(), sabotage);
            a.publish("x0");
            Cable cable = cable(redis);
            replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(cable.port()));
            await().until(() -> ((String) replica.ask("INFO", "replication")).contains("master_link_status:up"));
            await().until(() -> Long.valueOf(2).equals(replica.ask("XLEN", "{test:log}:stream")));
            cable.silence();
            for (int i = 1; i <= 3; i++) {
                a.publish("x" + i);
            }
            await().until(() -> b.client.view().containsKey("x3"));
            replica.promote();

            failOver();

            for (int i = 1; i <= 5; i++) {
                publishAtLast(a, "y" + i);
            }
            await().until(() -> b.client.view().containsKey("y5"));
            return b;
        }
    }

    private static void publishAtLast(LogNode node, String row) {
        await().ignoreExceptions().until(() -> node.publish(row) != null);
    }

    private static void assertCode(Runnable publishing, String code) {
        assertThatThrownBy(publishing::run)
                .isInstanceOfSatisfying(ProtocolException.class, failure -> assertThat(failure.code())
                        .isEqualTo(code));
    }
}
