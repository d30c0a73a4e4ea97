package org.snorky.server.datasync.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.subscription.Holdings.Claim;
import org.snorky.server.datasync.subscription.Holdings.Holder;
import org.snorky.server.position.Position;
import tools.jackson.databind.node.NullNode;

/** What all {@link Holdings} promise; those of a store of one's own are tested by extending this. */
public abstract class HoldingsContract {

    private static final int MANY = 100;
    private static final Duration TTL = Duration.ofSeconds(120);
    private static final Holder A1 = new Holder("nodeA", 1);
    private static final Holder A2 = new Holder("nodeA", 2);
    private static final Holder B1 = new Holder("nodeB", 1);

    private SubscriptionStore store;
    private Holdings holdings;

    /** A new, empty store with room for some hundreds. */
    protected abstract SubscriptionStore newStore();

    /** The holdings of a store that was just made, perhaps the same object. */
    protected abstract Holdings holdingsOf(SubscriptionStore store);

    /** How long a subscription stays held without being confirmed. */
    protected abstract Duration lease();

    /** Moves the store's clock on. */
    protected abstract void advance(Duration time);

    @BeforeEach
    void openStore() {
        store = newStore();
        holdings = holdingsOf(store);
    }

    @Nested
    class Claiming {

        @Test
        void takesWhatNobodyHolds() {
            add("t");

            assertThat(holdings.claim("t", A1, false)).isEqualTo(new Claim.Claimed(null));
            assertThat(holdings.confirm(Map.of("t", A1))).isEmpty();
        }

        @Test
        void findsWhatIsNotThereGone() {
            assertThat(holdings.claim("t", A1, true)).isEqualTo(new Claim.Gone());
        }

        @Test
        void findsWhatHasExpiredGone() {
            add("t");
            advance(TTL);

            assertThat(holdings.claim("t", A1, true)).isEqualTo(new Claim.Gone());
        }

        @Test
        void findsWhatWasRemovedGone() {
            add("t");
            store.remove("t");

            assertThat(holdings.claim("t", A1, false)).isEqualTo(new Claim.Gone());
        }

        @Test
        void leavesWhatAnotherHolds() {
            add("t");
            holdings.claim("t", A1, false);

            assertThat(holdings.claim("t", B1, false)).isEqualTo(new Claim.Held(A1));
            assertThat(holdings.claim("t", A2, false)).isEqualTo(new Claim.Held(A1));
            assertThat(holdings.confirm(Map.of("t", A1))).isEmpty();
        }

        @Test
        void takesOverAndTellsFromWhom() {
            add("t");
            holdings.claim("t", A1, false);

            assertThat(holdings.claim("t", B1, true)).isEqualTo(new Claim.Claimed(A1));
            assertThat(holdings.claim("t", A2, true)).isEqualTo(new Claim.Claimed(B1));
            assertThat(holdings.confirm(Map.of("t", A1))).containsExactly("t");
            assertThat(holdings.confirm(Map.of("t", A2))).isEmpty();
        }
    }

    @Nested
    class Holding {

        @Test
        void doesNotEndByTimeWhileItIsConfirmed() {
            add("t");
            holdings.claim("t", A1, false);

            for (int i = 0; i < 10; i++) {
                advance(lease().dividedBy(2));
                assertThat(holdings.confirm(Map.of("t", A1))).isEmpty();
            }

            assertThat(store.find("t")).isNotNull();
            assertThat(holdings.claim("t", B1, false)).isEqualTo(new Claim.Held(A1));
        }

        @Test
        void outlivesTheTimeToLiveThatItHadBefore() {
            add("t", Duration.ofSeconds(1));
            holdings.claim("t", A1, false);
            advance(Duration.ofSeconds(2));

            assertThat(store.find("t")).isNotNull();
        }

        @Test
        void endsWithARemoval() {
            add("t");
            holdings.claim("t", A1, false);

            assertThat(store.remove(new Revocation.OfToken("t"))).containsExactly("t");

            assertThat(holdings.confirm(Map.of("t", A1))).containsExactly("t");
            assertThat(holdings.release("t", A1, TTL)).isFalse();
            assertThat(holdings.claim("t", B1, true)).isEqualTo(new Claim.Gone());
        }

        @Test
        void confirmsManyAtOnceAndGivesThoseThatAreOthers() {
            Map<String, Holder> mine = new HashMap<>();
            for (int i = 0; i < MANY; i++) {
                add("t" + i);
                holdings.claim("t" + i, new Holder("nodeA", i), false);
                mine.put("t" + i, new Holder("nodeA", i));
            }
            holdings.claim("t7", B1, true);
            holdings.release("t8", new Holder("nodeA", 8), TTL);
            store.remove("t9");
            mine.put("never", A1);

            assertThat(holdings.confirm(mine)).containsExactlyInAnyOrder("t7", "t8", "t9", "never");
        }

        @Test
        void confirmsNothingWhereNothingIsHeld() {
            assertThat(holdings.confirm(Map.of())).isEmpty();
        }
    }

    @Nested
    class Releasing {

        @Test
        void leavesItToBeClaimedForAWhile() {
            add("t");
            holdings.claim("t", A1, false);

            assertThat(holdings.release("t", A1, Duration.ofSeconds(10))).isTrue();

            advance(Duration.ofSeconds(9));
            assertThat(holdings.claim("t", B1, false)).isEqualTo(new Claim.Claimed(null));
        }

        @Test
        void endsItAfterThat() {
            add("t");
            holdings.claim("t", A1, false);
            holdings.release("t", A1, Duration.ofSeconds(10));
            advance(Duration.ofSeconds(10));

            assertThat(holdings.claim("t", B1, true)).isEqualTo(new Claim.Gone());
            assertThat(store.find("t")).isNull();
        }

        @Test
        void forNoTimeRemovesIt() {
            add("t");
            holdings.claim("t", A1, false);

            assertThat(holdings.release("t", A1, Duration.ZERO)).isTrue();

            assertThat(store.find("t")).isNull();
            assertThat(holdings.claim("t", B1, true)).isEqualTo(new Claim.Gone());
        }

        @Test
        void changesNothingForOneWhoIsNotTheHolderAnyMore() {
            add("t");
            holdings.claim("t", A1, false);
            holdings.claim("t", A2, true);

            assertThat(holdings.release("t", A1, Duration.ZERO)).isFalse();

            advance(TTL.multipliedBy(2).compareTo(lease()) < 0 ? TTL.multipliedBy(2) : Duration.ZERO);
            assertThat(holdings.claim("t", B1, false)).isEqualTo(new Claim.Held(A2));
        }

        @Test
        void doneTwiceIsDoneOnce() {
            add("t");
            holdings.claim("t", A1, false);
            holdings.release("t", A1, TTL);

            assertThat(holdings.release("t", A1, Duration.ZERO)).isFalse();
            assertThat(store.find("t")).isNotNull();
        }
    }

    @Nested
    class Forgetting {

        @Test
        void removesWhoeverHoldsThem() {
            add("held");
            add("free");
            add("other");
            holdings.claim("held", A1, false);

            holdings.forget(List.of("held", "free", "never"));

            assertThat(store.find("held")).isNull();
            assertThat(store.find("free")).isNull();
            assertThat(store.find("other")).isNotNull();
            assertThat(holdings.confirm(Map.of("held", A1))).containsExactly("held");
        }

        @Test
        void leavesNothingForRemovalsToTake() {
            add("t");
            holdings.forget(List.of("t"));

            assertThat(store.remove(new Revocation.OfToken("t"))).isEmpty();
        }
    }

    @Nested
    class Concurrently {

        private static final int CLAIMERS = 4;

        @Test
        void eachIsClaimedByOne() throws Exception {
            IntStream.range(0, MANY).forEach(i -> add("t" + i));

            List<List<Claim>> claims = together(claimers(false));

            for (int token = 0; token < MANY; token++) {
                int place = token;
                assertThat(claims.stream().map(of -> of.get(place)))
                        .filteredOn(Claim.Claimed.class::isInstance)
                        .hasSize(1);
            }
        }

        @Test
        void takeoversFollowEachOther() throws Exception {
            IntStream.range(0, MANY).forEach(i -> add("t" + i));

            List<List<Claim>> claims = together(claimers(true));

            for (int token = 0; token < MANY; token++) {
                int place = token;
                assertThat(claims.stream().map(of -> ((Claim.Claimed) of.get(place)).before()))
                        .doesNotHaveDuplicates()
                        .containsNull();
            }
        }

        private List<Callable<List<Claim>>> claimers(boolean takeOver) {
            List<Callable<List<Claim>>> claimers = new ArrayList<>();
            for (int i = 0; i < CLAIMERS; i++) {
                Holder holder = new Holder("node" + i, i);
                claimers.add(() -> IntStream.range(0, MANY)
                        .mapToObj(token -> holdings.claim("t" + token, holder, takeOver))
                        .toList());
            }
            return claimers;
        }

        @Test
        void whatIsClaimedBeforeARemovalIsTakenByIt() throws Exception {
            IntStream.range(0, MANY).forEach(i -> add("t" + i));
            SubscriptionItem item = item();

            List<Collection<?>> results = together(List.of(
                    () -> IntStream.range(0, MANY)
                            .mapToObj(token -> holdings.claim("t" + token, A1, false))
                            .toList(),
                    () -> store.remove(new Revocation.OfItem(item))));

            assertThat(results.get(0)).allSatisfy(claim -> assertThat(claim).isNotInstanceOf(Claim.Held.class));
            assertThat(results.get(1)).hasSize(MANY);
            Map<String, Holder> mine = new HashMap<>();
            IntStream.range(0, MANY).forEach(i -> mine.put("t" + i, A1));
            assertThat(holdings.confirm(mine)).hasSize(MANY);
            assertThat(holdings.claim("t0", B1, true)).isEqualTo(new Claim.Gone());
        }

        /** What they give who begin at the same moment. */
        private static <T> List<T> together(List<? extends Callable<? extends T>> actions) throws Exception {
            CyclicBarrier start = new CyclicBarrier(actions.size());
            List<CompletableFuture<T>> running = new ArrayList<>();
            for (Callable<? extends T> action : actions) {
                CompletableFuture<T> result = new CompletableFuture<>();
                new Thread(() -> {
                            try {
                                start.await();
                                result.complete(action.call());
                            } catch (Exception | Error failure) {
                                result.completeExceptionally(failure);
                            }
                        })
                        .start();
                running.add(result);
            }
            List<T> results = new ArrayList<>();
            for (CompletableFuture<T> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }

    private void add(String token) {
        add(token, TTL);
    }

    private void add(String token, Duration timeToLive) {
        store.add(
                new Subscription(
                        token,
                        List.of(item()),
                        new Position("e1", 7),
                        WireJson.mapper().createObjectNode().put("id", token)),
                timeToLive);
    }

    private static SubscriptionItem item() {
        return new SubscriptionItem("AllTasks", NullNode.getInstance());
    }
}
