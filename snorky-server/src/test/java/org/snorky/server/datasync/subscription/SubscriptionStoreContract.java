package org.snorky.server.datasync.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;

/** What every {@link SubscriptionStore} promises; a store of one's own is tested by extending this. */
public abstract class SubscriptionStoreContract {

    /** How many subscriptions the store is to hold at most. */
    protected static final int MAX_SIZE = 500;

    private static final Duration TTL = Duration.ofSeconds(120);
    private static final SubscriptionItem ALL = item("AllTasks", "null");
    private static final SubscriptionItem LIST_5 = item("FilteredTasks", "[\"==\",\"list\",5]");
    private static final JsonNode ANN = json("{\"id\":1,\"name\":\"ann\"}");

    private SubscriptionStore store;

    /** A new, empty store of {@link #MAX_SIZE}. */
    protected abstract SubscriptionStore newStore();

    /** Moves the store's clock on. */
    protected abstract void advance(Duration time);

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    @Nested
    class Keeping {

        @Test
        void findsWhatWasAdded() {
            Subscription subscription = subscription("a", ANN, ALL, LIST_5);
            store.add(subscription, TTL);

            assertThat(store.find("a")).isEqualTo(subscription);
            assertThat(store.find("b")).isNull();
            assertThat(store.size()).isEqualTo(1);
        }

        @Test
        void forgetsAfterTheTimeToLive() {
            add("a", null, ALL);
            advance(TTL.minusSeconds(1));
            assertThat(store.find("a")).isNotNull();
            advance(Duration.ofSeconds(1));

            assertThat(store.find("a")).isNull();
            assertThat(store.renew("a", TTL)).isFalse();
            assertThat(store.remove("a")).isFalse();
        }

        @Test
        void keepsWithoutLimitWhatIsRenewedSo() {
            add("a", null, ALL);
            assertThat(store.renew("a", SubscriptionStore.UNLIMITED)).isTrue();
            advance(Duration.ofDays(300));

            assertThat(store.find("a")).isNotNull();
        }

        @Test
        void aRenewedTimeToLiveCountsFromTheRenewal() {
            add("a", null, ALL);
            advance(TTL.minusSeconds(1));
            store.renew("a", Duration.ofSeconds(10));
            advance(Duration.ofSeconds(9));
            assertThat(store.find("a")).isNotNull();
            advance(Duration.ofSeconds(1));

            assertThat(store.find("a")).isNull();
        }

        @Test
        void refusesWhenFullAndForgetsNothingForIt() {
            IntStream.range(0, MAX_SIZE).forEach(i -> add("t" + i, null, ALL));

            ProtocolException refused = catchThrowableOfType(ProtocolException.class, () -> add("more", null, ALL));

            assertThat(refused.code()).isEqualTo("too_many_subscriptions");
            assertThat(tokens())
                    .allSatisfy(token -> assertThat(store.find(token)).isNotNull());
            assertThat(store.remove(new Revocation.OfItem(ALL))).hasSize(MAX_SIZE);
            add("more", null, ALL);
            assertThat(store.find("more")).isNotNull();
        }

        @Test
        void hasRoomAgainForWhatHasExpired() {
            tokens().forEach(token -> add(token, null, ALL));
            advance(TTL);

            add("more", null, ALL);

            assertThat(store.find("more")).isNotNull();
        }
    }

    @Nested
    class Removing {

        @Test
        void byTokenTakesThatOne() {
            add("a", ANN, ALL);
            add("b", ANN, ALL);

            assertThat(store.remove(new Revocation.OfToken("a"))).containsExactly("a");
            assertThat(store.remove(new Revocation.OfToken("a"))).isEmpty();
            assertThat(store.find("a")).isNull();
            assertThat(store.find("b")).isNotNull();
        }

        @Test
        void byIdentityTakesAllOfIt() {
            add("a", ANN, ALL);
            add("b", ANN, LIST_5);
            add("other", json("{\"id\":2,\"name\":\"ann\"}"), ALL);
            add("anyone", null, ALL);

            assertThat(store.remove(new Revocation.OfIdentity(json("{\"name\":\"ann\",\"id\":1.0}"))))
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(store.find("a")).isNull();
            assertThat(store.find("other")).isNotNull();
            assertThat(store.find("anyone")).isNotNull();
        }

        @Test
        void byItemTakesAllThatHaveIt() {
            add("a", null, LIST_5);
            add("b", ANN, ALL, LIST_5, LIST_5);
            add("other query", null, item("FilteredTasks", "[\"==\",\"list\",\"5\"]"));
            add("other dealer", null, item("Task", "[\"==\",\"list\",5]"));

            assertThat(store.remove(new Revocation.OfItem(item("FilteredTasks", "[\"==\",\"list\",5.0]"))))
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(store.find("b")).isNull();
            assertThat(store.find("other query")).isNotNull();
            assertThat(store.find("other dealer")).isNotNull();
        }

        @Test
        void givesNothingOfWhatIsGoneAlready() {
            add("removed", ANN, ALL);
            store.remove("removed");
            add("expired", ANN, ALL);
            advance(TTL);
            add("there", ANN, ALL);

            assertThat(store.remove(new Revocation.OfIdentity(ANN))).containsExactly("there");
            assertThat(store.remove(new Revocation.OfItem(ALL))).isEmpty();
        }

        @Test
        void takesWhatLivesOnByRenewal() {
            add("a", ANN, ALL);
            store.renew("a", SubscriptionStore.UNLIMITED);
            advance(TTL.multipliedBy(10));

            assertThat(store.remove(new Revocation.OfIdentity(ANN))).containsExactly("a");
        }
    }

    @Nested
    class Concurrently {

        @Test
        void eachSubscriptionIsGivenToOneRemover() {
            tokens().forEach(token -> add(token, ANN, ALL, LIST_5));

            List<String> removed = together(
                    () -> store.remove(new Revocation.OfIdentity(ANN)),
                    () -> store.remove(new Revocation.OfItem(ALL)),
                    () -> store.remove(new Revocation.OfItem(LIST_5)),
                    () -> tokens().filter(store::remove).toList());

            assertThat(removed).containsExactlyInAnyOrderElementsOf(tokens().toList());
            assertThat(store.size()).isZero();
        }

        @Test
        void aRemovalTakesWhatWasAddedBeforeAndLosesTrackOfNothingElse() {
            tokens().limit(MAX_SIZE / 2).forEach(token -> add(token, ANN, ALL));

            List<String> removed = together(() -> store.remove(new Revocation.OfIdentity(ANN)), () -> {
                tokens().skip(MAX_SIZE / 2).forEach(token -> add(token, ANN, ALL));
                return List.of();
            });

            assertThat(removed).containsAll(tokens().limit(MAX_SIZE / 2).toList());
            removed.addAll(store.remove(new Revocation.OfItem(ALL)));
            assertThat(removed).containsExactlyInAnyOrderElementsOf(tokens().toList());
            assertThat(store.remove(new Revocation.OfIdentity(ANN))).isEmpty();
        }

        @Test
        void renewingBringsNothingBack() {
            tokens().forEach(token -> add(token, ANN, ALL));

            together(() -> store.remove(new Revocation.OfIdentity(ANN)), () -> {
                tokens().forEach(token -> store.renew(token, SubscriptionStore.UNLIMITED));
                return List.of();
            });

            assertThat(tokens())
                    .allSatisfy(token -> assertThat(store.find(token)).isNull());
            assertThat(tokens()).noneMatch(token -> store.renew(token, TTL));
        }

        /** What all of them gave, having begun at the same moment. */
        @SafeVarargs
        private List<String> together(Supplier<Collection<String>>... actions) {
            CyclicBarrier start = new CyclicBarrier(actions.length);
            List<CompletableFuture<Collection<String>>> running = Stream.of(actions)
                    .map(action -> {
                        CompletableFuture<Collection<String>> result = new CompletableFuture<>();
                        new Thread(() -> {
                                    try {
                                        start.await();
                                        result.complete(action.get());
                                    } catch (Exception | Error failure) {
                                        result.completeExceptionally(failure);
                                    }
                                })
                                .start();
                        return result;
                    })
                    .toList();
            List<String> all = new ArrayList<>();
            running.forEach(result -> all.addAll(result.join()));
            return all;
        }
    }

    private static Stream<String> tokens() {
        return IntStream.range(0, MAX_SIZE).mapToObj(i -> "t" + i);
    }

    private void add(String token, @Nullable JsonNode identity, SubscriptionItem... items) {
        store.add(subscription(token, identity, items), TTL);
    }

    private static Subscription subscription(String token, @Nullable JsonNode identity, SubscriptionItem... items) {
        return new Subscription(token, List.of(items), new Position("e1", 7), identity);
    }

    private static SubscriptionItem item(String dealer, String query) {
        return new SubscriptionItem(dealer, json(query));
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
