package org.snorky.server.store.redis.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.history.Hearer;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;
import tools.jackson.databind.node.StringNode;

/** Two nodes share channels on a Redis that goes wrong: nobody misses anything without being told. */
class TwinChannelsTests {

    private static final JsonKey TEA = JsonKey.of(StringNode.valueOf("tea"));
    private static final HistoryBounds BOUNDS = new HistoryBounds(1000, 1 << 20, 1 << 24, Duration.ofMinutes(10));

    private final RedisServer redis = RedisServer.start();
    private final RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
    private final ChannelNode nodeA = new ChannelNode(redis.port(), settings, BOUNDS);
    private final ChannelNode nodeB = new ChannelNode(redis.port(), settings, BOUNDS);
    private final Hearer a = new Hearer(nodeA.log);
    private final Hearer b = new Hearer(nodeB.log);

    @BeforeEach
    void beat() {
        nodeA.beat();
        nodeB.beat();
    }

    @AfterEach
    void close() {
        nodeA.close();
        nodeB.close();
        redis.close();
    }

    private static void sayAtLast(Hearer hearer, String text) {
        await().ignoreExceptionsInstanceOf(ProtocolException.class).until(() -> {
            hearer.say(TEA, text, true);
            return true;
        });
    }

    private static void awaitLast(Hearer.Client client, String text) {
        await().untilAsserted(() -> assertThat(client.heard()).endsWith(text));
    }

    @Test
    void bothTellHowMuchIsKept() {
        assertThat(nodeB.log.keptBytes()).isZero();
        a.say(TEA, "kept", true);
        long kept = nodeB.log.keptBytes();
        assertThat(kept).isPositive().isEqualTo(nodeA.log.keptBytes());

        redis.kill();
        assertThat(nodeB.log.keptBytes()).isEqualTo(kept);
    }

    @Test
    void whatWasSaidWhileTheConnectionWasLostIsReadAgain() {
        Hearer.Client client = b.come(TEA, null);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (i % 10 == 5) {
                nodeB.link.link().reconnect("a test");
            }
            said.add("" + i);
            a.say(TEA, "" + i, i % 2 == 0);
        }

        awaitLast(client, "99");
        assertThat(client.heard()).isEqualTo(said);
        assertThat(client.gaps()).isZero();
    }

    @Test
    void whatRedisHasForgottenIsAGapForAll() {
        Hearer.Client here = a.come(TEA, null);
        Hearer.Client there = b.come(TEA, null);
        a.say(TEA, "1", true);
        awaitLast(there, "1");
        redis.flush();

        await().untilAsserted(
                        () -> assertThat(List.of(here.gaps(), there.gaps())).containsExactly(1, 1));
        a.say(TEA, "2", true);
        awaitLast(here, "2");
        awaitLast(there, "2");
        assertThat(b.come(TEA, new ReadFrom(there.positions().get(0))).history().isComplete())
                .isFalse();
    }

    @Test
    void aRedisThatBeginsAnewIsAGapForAll() {
        Hearer.Client here = a.come(TEA, null);
        Hearer.Client there = b.come(TEA, null);
        a.say(TEA, "1", true);
        redis.kill();
        redis.restart();

        sayAtLast(a, "2");
        awaitLast(here, "2");
        awaitLast(there, "2");
        assertThat(here.gaps()).isPositive();
        assertThat(there.gaps()).isPositive();
    }

    @Test
    void whileRedisStandsStillNobodyMaySpeak() {
        Hearer.Client there = b.come(TEA, null);
        redis.pause();
        assertThatThrownBy(() -> a.say(TEA, "1", true)).isInstanceOf(ProtocolException.class);
        redis.resume();

        sayAtLast(a, "2");
        awaitLast(there, "2");
    }

    /** Each client hears what was said from its coming on, or is told that it does not. */
    @RepeatedTest(3)
    void nobodyMissesAnythingUntoldWhereConnectionsAreLostAtRandom() {
        Random random = new Random();
        List<String> said = new ArrayList<>();
        Hearer.Client here = a.come(TEA, new ReadFrom(null));
        Hearer.Client there = b.come(TEA, new ReadFrom(null));
        for (int i = 0; i < 300; i++) {
            Hearer speaker = random.nextBoolean() ? a : b;
            try {
                speaker.say(TEA, "" + i, true);
                said.add("" + i);
            } catch (ProtocolException away) {
                assertThat(away.code()).isIn("unavailable", "timeout");
            }
            if (random.nextInt(20) == 0) {
                (random.nextBoolean() ? nodeA : nodeB).link.link().reconnect("a test");
            }
        }
        sayAtLast(a, "end");
        awaitLast(here, "end");
        awaitLast(there, "end");

        assertThat(here.heard())
                .isEqualTo(there.heard())
                .doesNotHaveDuplicates()
                .containsAll(said);
        assertThat(here.gaps() + there.gaps()).isZero();
    }
}
