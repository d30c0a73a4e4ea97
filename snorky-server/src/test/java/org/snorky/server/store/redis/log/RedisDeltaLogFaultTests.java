package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisServer;

class RedisDeltaLogFaultTests extends LogNodesOnRedis {

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

    private static void awaitWell(LogNode node) {
        await().untilAsserted(() -> assertThat(node.log.trouble()).isNull());
    }

    private static void assertCode(Runnable publishing, String code) {
        assertThatThrownBy(publishing::run)
                .isInstanceOfSatisfying(ProtocolException.class, failure -> assertThat(failure.code())
                        .isEqualTo(code));
    }
}
