package org.snorky.server.store.redis.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.datasync.subscription.Holdings;
import org.snorky.server.datasync.subscription.HoldingsContract;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.TestLink;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;

class RedisHoldingsTests extends HoldingsContract {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final SubscriptionItem ITEM = new SubscriptionItem("AllTasks", NullNode.getInstance());

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private TestLink link;

    @Override
    protected SubscriptionStore newStore() {
        link = redis.closing(TestLink.to(redis.port(), TestLink.ofItsOwn(TestLink.SETTINGS)));
        return new RedisSubscriptionStore(link.link(), 1000, LEASE);
    }

    @Override
    protected Holdings holdingsOf(SubscriptionStore store) {
        return (RedisSubscriptionStore) store;
    }

    @Override
    protected Duration lease() {
        return LEASE;
    }

    @Override
    protected void advance(Duration time) {
        link.advance(time);
    }

    private RedisSubscriptionStore opened() {
        link.close();
        return (RedisSubscriptionStore) newStore();
    }

    private static Subscription subscription(String token) {
        return new Subscription(token, List.of(ITEM), new Position("e1", 7), IntNode.valueOf(1));
    }

    @Nested
    class OverNodes {

        @Test
        void aNodeIsToldWhatAnotherTakesFromIt() throws Exception {
            RedisSubscriptionStore here = opened();
            BlockingQueue<Map.Entry<String, Holdings.Holder>> taken = new LinkedBlockingQueue<>();
            here.takeOvers((token, from) -> taken.add(Map.entry(token, from)));
            awaitListening();
            here.add(subscription("a token"), Duration.ofMinutes(1));
            Holdings.Holder mine = new Holdings.Holder(link.link().node(), 42);
            assertThat(here.claim("a token", mine, false)).isInstanceOf(Holdings.Claim.Claimed.class);

            here.claim("a token", new Holdings.Holder("another", 1), true);

            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo(Map.entry("a token", mine));
        }

        @Test
        void whatOneNodeTakesFromItselfItIsNotTold() {
            RedisSubscriptionStore here = opened();
            BlockingQueue<String> taken = new LinkedBlockingQueue<>();
            here.takeOvers((token, from) -> taken.add(token));
            awaitListening();
            here.add(subscription("t"), Duration.ofMinutes(1));
            here.add(subscription("u"), Duration.ofMinutes(1));
            String node = link.link().node();
            here.claim("t", new Holdings.Holder(node, 1), false);
            here.claim("u", new Holdings.Holder(node, 1), false);

            here.claim("t", new Holdings.Holder(node, 2), true);
            here.claim("u", new Holdings.Holder("another", 2), true);

            await().untilAsserted(() -> assertThat(taken).containsExactly("u"));
        }

        @Test
        void aRevocationTakesMoreThanOneScriptDoesFromEveryBucket() {
            RedisSubscriptionStore store = opened();
            List<String> tokens = IntStream.range(0, 700).mapToObj(i -> "t" + i).toList();
            tokens.forEach(token -> store.add(subscription(token), Duration.ofMinutes(1)));

            assertThat(store.remove(new Revocation.OfItem(ITEM))).containsExactlyInAnyOrderElementsOf(tokens);
            assertThat(store.size()).isZero();
        }
    }

    private void awaitListening() {
        String channel = link.link().keys().of("nodes", "to:" + link.link().node());
        await().until(() -> ((List<?>) redis.server().ask("PUBSUB", "NUMSUB", channel)).contains(1L));
    }

    @Nested
    class InRedis {

        @Test
        void nothingIsLeftOfWhatWasRemoved() {
            RedisSubscriptionStore store = opened();
            store.add(subscription("t"), Duration.ofMinutes(1));
            assertThat(keys()).hasSize(4);

            store.remove("t");

            assertThat(keys()).isEmpty();
        }

        @Test
        void everyKeyExpiresByItself() {
            RedisSubscriptionStore store = opened();
            store.add(subscription("t"), Duration.ofMinutes(1));
            store.claim("t", new Holdings.Holder("n", 1), false);

            assertThat(keys().filter(key -> !key.endsWith(":all"))).hasSize(3).allSatisfy(key -> assertThat(
                            (Long) redis.server().ask("PTTL", key))
                    .isBetween(LEASE.toMillis(), LEASE.plusMinutes(1).toMillis()));
        }

        private Stream<String> keys() {
            return ((List<?>)
                            redis.server().ask("KEYS", "{" + link.link().keys().prefix() + ":subs*"))
                    .stream().map(String::valueOf);
        }
    }

    @Test
    void saysSoWhereRedisDoesNotAnswer() {
        RedisSubscriptionStore store = opened();
        redis.server().pause();
        try {
            assertThatThrownBy(() -> store.find("t")).isInstanceOf(UnavailableException.class);
            assertThat(store.size()).isZero();
        } finally {
            redis.server().resume();
        }
    }
}
