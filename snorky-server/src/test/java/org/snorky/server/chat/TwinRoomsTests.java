package org.snorky.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.store.redis.channel.RoomNode;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;
import org.snorky.testsupport.redis.RedisServer;
import tools.jackson.databind.node.StringNode;

/** Two nodes share rooms, and one of them or Redis goes wrong: who is there is in the end what everybody was told. */
class TwinRoomsTests {

    private static final JsonKey TEA = JsonKey.of(StringNode.valueOf("tea"));
    private static final HistoryBounds BOUNDS = new HistoryBounds(1000, 1 << 20, 1 << 24, Duration.ofMinutes(10));

    private final RedisServer redis = RedisServer.start();
    private final RedisSettings settings = TestLink.ofItsOwn(TestLink.SETTINGS);
    private final RoomNode nodeA = new RoomNode(redis.port(), settings, BOUNDS, 100);
    private final RoomNode nodeB = new RoomNode(redis.port(), settings, BOUNDS, 100);
    private final RoomHearer a = new RoomHearer(nodeA.rooms());
    private final RoomHearer b = new RoomHearer(nodeB.rooms());

    @BeforeEach
    void enter() {
        nodeA.beat();
        nodeB.beat();
        a.enter(TEA, "ann", null);
        b.enter(TEA, "bob", null);
        b.enter(TEA, "ann", null);
        b.enter(TEA, "cid", null);
        awaitMembers(a, "ann", "bob", "cid");
    }

    @AfterEach
    void close() {
        nodeA.close();
        nodeB.close();
        redis.close();
    }

    private static void awaitMembers(RoomHearer hearer, String... members) {
        await().untilAsserted(() -> assertThat(hearer.members(TEA)).containsExactlyInAnyOrder(members));
        assertThat(hearer.mistakes()).isEmpty();
    }

    @Test
    void whoWasOnADeadNodeOnlyLeavesWhenItIsReaped() {
        nodeB.close();
        nodeA.rooms().reap(nodeB.id());
        nodeA.rooms().reap(nodeB.id());

        awaitMembers(a, "ann");
        assertThat(a.events(TEA)).contains("bob left", "cid left").doesNotContain("ann left");
    }

    @Test
    void aNodeThatWasTakenForDeadSaysAgainWhomItHas() {
        nodeA.rooms().reap(nodeB.id());
        awaitMembers(a, "ann");
        nodeB.comeBack();

        awaitMembers(a, "ann", "bob", "cid");
        awaitMembers(b, "ann", "bob", "cid");
    }

    @Test
    void underItsOldNameItCanHaveNobodyThereAnyMore() {
        nodeA.rooms().reap(nodeB.id());
        awaitMembers(a, "ann");

        assertThatThrownBy(() -> b.enter(TEA, "dan", null)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatRedisHasForgottenIsSaidAgain() {
        redis.flush();
        nodeA.comeBack();
        nodeB.comeBack();
        await().untilAsserted(() -> assertThat(a.events(TEA)).contains("missed"));
        b.enter(TEA, "dan", null);

        awaitMembers(a, "ann", "bob", "cid", "dan");
        awaitMembers(b, "ann", "bob", "cid", "dan");
        assertThat(a.events(TEA)).doesNotContain("bob left", "cid left", "ann left");
        await().untilAsserted(() -> assertThat(nodeA.count(TEA)).isEqualTo(4));
    }

    @Test
    void aRedisThatBeganAnewIsTold() {
        redis.kill();
        redis.restart();
        nodeA.comeBack();
        nodeB.comeBack();
        await().ignoreExceptionsInstanceOf(ProtocolException.class).untilAsserted(() -> b.enter(TEA, "dan", null));

        awaitMembers(a, "ann", "bob", "cid", "dan");
        b.exit(TEA, "bob");
        awaitMembers(a, "ann", "cid", "dan");
    }

    @Test
    void whatRedisHasOfOneNodeMoreThanTheNodeIsTakenOut() {
        redis.pause();
        b.exit(TEA, "bob");
        redis.resume();

        awaitMembers(a, "ann", "cid");
        awaitMembers(b, "ann", "cid");
    }

    @Test
    void comingsAndGoingsDuringALostConnectionAreTold() {
        nodeA.link().reconnect("a test");
        b.exit(TEA, "bob");
        b.enter(TEA, "dan", null);
        nodeA.link().reconnect("a test");

        awaitMembers(a, "ann", "cid", "dan");
    }
}
