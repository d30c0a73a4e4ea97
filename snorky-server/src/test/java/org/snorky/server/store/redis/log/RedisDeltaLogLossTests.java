package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.position.Position;
import org.snorky.testsupport.net.Balancer;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisServer;

class RedisDeltaLogLossTests extends LogNodesOnRedis {

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
}
