package org.snorky.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.HistoryBounds;
import org.snorky.server.history.ReadFrom;
import tools.jackson.databind.node.StringNode;

/** What all {@link Rooms} promise, to all processes that share them; rooms of one's own are tested by extending this. */
public abstract class RoomsContract {

    protected static final int MAX_MEMBERS = 8;

    protected static final HistoryBounds BOUNDS = new HistoryBounds(1000, 1 << 20, 1 << 24, Duration.ofMinutes(10));

    private static final JsonKey TEA = JsonKey.of(StringNode.valueOf("tea"));
    private static final JsonKey MILK = JsonKey.of(StringNode.valueOf("milk"));
    private static final ReadFrom ALL = new ReadFrom(null);

    private List<RoomHearer> hearers;
    private RoomHearer one;
    private RoomHearer other;

    /** New rooms for each process that is to share them, one or several. */
    protected abstract List<Rooms> newRooms();

    @BeforeEach
    void openRooms() {
        hearers = newRooms().stream().map(RoomHearer::new).toList();
        one = hearers.get(0);
        other = hearers.get(hearers.size() - 1);
    }

    @Nested
    class WhoEnters {

        @Test
        void isGivenAllMembersWithItself() {
            one.enter(TEA, "ann", null);
            other.enter(TEA, "bob", null);

            assertThat(other.members(TEA)).containsExactlyInAnyOrder("ann", "bob");
            await().untilAsserted(() -> assertThat(one.members(TEA)).containsExactlyInAnyOrder("ann", "bob"));
        }

        @Test
        void isHeardOfByThoseWhoAreThere() {
            one.enter(TEA, "ann", null);
            other.enter(TEA, "bob", null);
            one.enter(MILK, "cid", null);

            await().untilAsserted(() -> assertThat(one.events(TEA)).endsWith("bob joined"));
        }

        @Test
        void joinsOnceHoweverManyProcessesHaveIt() {
            one.enter(TEA, "ann", null);
            one.enter(TEA, "bob", null);
            other.enter(TEA, "bob", null);
            other.enter(TEA, "cid", null);

            await().untilAsserted(() -> assertThat(one.events(TEA)).endsWith("cid joined"));
            assertThat(one.events(TEA)).containsOnlyOnce("bob joined");
            assertThat(one.mistakes()).isEmpty();
        }

        @Test
        void isRefusedWhereTooManyAreThere() {
            IntStream.range(0, MAX_MEMBERS)
                    .forEach(i -> hearers.get(i % hearers.size()).enter(TEA, "c" + i, null));

            assertThatThrownBy(() -> other.enter(TEA, "dan", null))
                    .isInstanceOfSatisfying(ProtocolException.class, failure -> assertThat(failure.code())
                            .isEqualTo(ErrorCode.TOO_MANY_MEMBERS));
            other.enter(TEA, "c0", null);
            one.exit(TEA, "c0");
            other.exit(TEA, "c0");
            await().ignoreExceptionsInstanceOf(ProtocolException.class)
                    .untilAsserted(() -> one.enter(TEA, "dan", null));
        }

        @Test
        void readsWhatWasSaidAndKept() {
            one.enter(TEA, "ann", null);
            one.say(TEA, "1", true);
            Excerpt history = Objects.requireNonNull(other.enter(TEA, "bob", ALL));

            assertThat(history.messages()).hasSize(1);
            assertThat(history.isComplete()).isTrue();
        }

        @Test
        void missesNothingWhereOthersOnlyCameAndWent() {
            Excerpt before = Objects.requireNonNull(one.enter(TEA, "ann", ALL));
            other.enter(TEA, "bob", null);
            other.exit(TEA, "bob");
            await().untilAsserted(() -> assertThat(one.events(TEA)).endsWith("bob left"));

            Excerpt history = Objects.requireNonNull(one.enter(TEA, "cid", new ReadFrom(before.position())));
            assertThat(history.isComplete()).isTrue();
            assertThat(history.messages()).isEmpty();
        }
    }

    @Nested
    class WhoExits {

        @Test
        void isHeardOfByThoseWhoStay() {
            one.enter(TEA, "ann", null);
            other.enter(TEA, "bob", null);
            other.exit(TEA, "bob");

            await().untilAsserted(() -> assertThat(one.events(TEA)).endsWith("bob joined", "bob left"));
        }

        @Test
        void isAMemberWhileAnotherProcessHasIt() {
            one.enter(TEA, "ann", null);
            one.enter(TEA, "bob", null);
            other.enter(TEA, "bob", null);
            other.exit(TEA, "bob");
            other.enter(TEA, "cid", null);

            await().untilAsserted(() -> assertThat(one.events(TEA)).contains("cid joined"));
            if (hearers.size() > 1) {
                assertThat(one.events(TEA)).doesNotContain("bob left");
            }
        }

        @Test
        void staysWhereTheListenerWantsIt() {
            one.enter(TEA, "ann", null);
            other.enter(TEA, "bob", null);
            other.exit(TEA, "bob");
            other.enter(TEA, "bob", null);

            await().untilAsserted(() -> assertThat(one.members(TEA)).containsExactlyInAnyOrder("ann", "bob"));
            assertThat(one.mistakes()).isEmpty();
        }
    }

    @Nested
    class WhatHappens {

        @Test
        void isHeardInOneOrder() {
            one.enter(TEA, "ann", null);
            one.say(TEA, "1", false);
            other.enter(TEA, "bob", null);
            other.say(TEA, "2", true);
            one.say(TEA, "3", true);

            await().untilAsserted(
                            () -> assertThat(one.events(TEA)).endsWith("said 1", "bob joined", "said 2", "said 3"));
        }

        @Test
        void namesTheClientWhereItIs() {
            one.enter(TEA, "ann", null);
            other.enter(TEA, "ann", null);
            one.read(TEA, "ann", "c1");

            await().untilAsserted(() -> assertThat(one.events(TEA)).endsWith("ann read by c1"));
            if (hearers.size() > 1) {
                await().untilAsserted(() -> assertThat(other.events(TEA)).endsWith("ann read by null"));
            }
        }
    }

    /** Identities of each process come and go at random, all at once; what each was told is what is. */
    @RepeatedTest(10)
    void membersAreWhatEverybodyWasTold() {
        List<Set<String>> there = Stream.generate(() -> (Set<String>) new HashSet<String>())
                .limit(4)
                .toList();
        CompletableFuture<?>[] acting = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> act(i, there.get(i))))
                .toArray(CompletableFuture<?>[]::new);
        assertThat(CompletableFuture.allOf(acting)).succeedsWithin(Duration.ofSeconds(60));

        Set<String> all = new HashSet<>();
        there.forEach(all::addAll);
        for (RoomHearer hearer : hearers) {
            hearer.enter(TEA, "end", null);
        }
        all.add("end");
        for (RoomHearer hearer : hearers) {
            await().untilAsserted(() -> assertThat(hearer.members(TEA)).isEqualTo(all));
            assertThat(hearer.mistakes()).isEmpty();
            assertThat(hearer.events(TEA)).doesNotContain("missed");
        }
    }

    /** Two of the four share a process where there are two, and no two an identity in the same one. */
    private void act(int actor, Set<String> there) {
        RoomHearer hearer = hearers.get(actor % hearers.size());
        List<String> names = actor < 2 ? List.of("ann", "bob") : List.of("cid", "dan");
        Random random = new Random();
        for (int step = 0; step < 100; step++) {
            String name = hearers.size() > 1 ? names.get(random.nextInt(2)) : names.get(actor % 2);
            if (there.remove(name)) {
                hearer.exit(TEA, name);
            } else {
                hearer.enter(TEA, name, random.nextBoolean() ? ALL : null);
                there.add(name);
            }
            if (random.nextInt(4) == 0 && !there.isEmpty()) {
                hearer.say(TEA, actor + "." + step, random.nextInt(5) > 0);
            }
        }
    }
}
