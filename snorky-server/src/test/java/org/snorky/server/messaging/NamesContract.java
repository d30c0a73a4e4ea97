package org.snorky.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.snorky.server.messaging.NumberedMessages.received;
import static org.snorky.server.messaging.NumberedMessages.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.snorky.server.messaging.Names.Sending;
import org.snorky.server.messaging.Names.Taking;
import org.snorky.server.session.RecordingSession;

/** What every {@link Names} promises to the clients of one process; names of one's own are tested by extending this. */
public abstract class NamesContract {

    protected static final int MAX_NAMES = 20;

    private final RecordingSession ann = new RecordingSession();
    private final RecordingSession bob = new RecordingSession();
    private Names names;

    /** New names, of which {@link #MAX_NAMES} may be held. */
    protected abstract Names newNames();

    @BeforeEach
    void openNames() {
        names = newNames();
    }

    @Nested
    class OneThatTakes {

        @Test
        void givesANameToOneOnly() {
            assertThat(names.take(ann, "tea")).isEqualTo(Taking.TAKEN);
            assertThat(names.take(bob, "tea")).isEqualTo(Taking.HELD);
            assertThat(names.take(ann, "tea")).isEqualTo(Taking.HELD);
            assertThat(names.isHeld("tea")).isTrue();
            assertThat(names.isHeld("milk")).isFalse();
        }

        @Test
        void givesANameThatWasDroppedAgain() {
            names.take(ann, "tea");
            names.drop(ann, List.of("tea", "never taken"));

            assertThat(names.isHeld("tea")).isFalse();
            assertThat(names.take(bob, "tea")).isEqualTo(Taking.TAKEN);
        }

        @Test
        void givesNoMoreThanThereMayBe() {
            IntStream.range(0, MAX_NAMES)
                    .forEach(i -> assertThat(names.take(ann, "n" + i)).isEqualTo(Taking.TAKEN));

            assertThat(names.take(bob, "one more")).isEqualTo(Taking.TOO_MANY);
            assertThat(names.take(bob, "n0")).isEqualTo(Taking.HELD);
            names.drop(ann, List.of("n3"));
            assertThat(names.take(bob, "one more")).isEqualTo(Taking.TAKEN);
        }

        @Test
        void listsAllSortedByTheirCharacters() {
            List.of("b", "", "ä", "a b", "A", "\uD83D\uDE00", "\uFB01").forEach(name -> names.take(ann, name));

            assertThat(names.all()).isSorted().containsExactly("", "A", "a b", "b", "ä", "\uD83D\uDE00", "\uFB01");
        }

        /** A client that drops what it does not hold takes nothing from whoever does. */
        @Test
        void isNotUndoneByOthers() {
            names.take(ann, "tea");
            names.drop(bob, List.of("tea"));

            assertThat(names.isHeld("tea")).isTrue();
            assertThat(names.take(bob, "tea")).isEqualTo(Taking.HELD);
        }
    }

    @Nested
    class OneThatSends {

        @Test
        void reachesTheHolder() {
            names.take(ann, "ann");
            names.take(bob, "bob");

            assertThat(send(names, ann, "ann", "bob", 1)).isEqualTo(Sending.QUEUED);
            await().untilAsserted(() -> assertThat(received(bob)).containsExactly(1));
            assertThat(ann.all()).isEmpty();
        }

        @Test
        void toOneselfArrives() {
            names.take(ann, "ann");

            assertThat(send(names, ann, "ann", "ann", 1)).isEqualTo(Sending.QUEUED);
            await().untilAsserted(() -> assertThat(received(ann)).containsExactly(1));
        }

        @Test
        void toNobodyIsRefused() {
            names.take(ann, "ann");

            assertThat(send(names, ann, "ann", "bob", 1)).isEqualTo(Sending.NO_DESTINATION);
        }

        @Test
        void asSomebodyElseIsRefused() {
            names.take(ann, "ann");
            names.take(bob, "bob");

            assertThat(send(names, ann, "bob", "ann", 1)).isEqualTo(Sending.NOT_THE_SENDER);
            assertThat(send(names, ann, "cid", "ann", 1)).isEqualTo(Sending.NOT_THE_SENDER);
            names.drop(ann, List.of("ann"));
            assertThat(send(names, ann, "ann", "bob", 1)).isEqualTo(Sending.NOT_THE_SENDER);
        }

        @Test
        void followsANameToItsNextHolder() {
            RecordingSession cid = new RecordingSession();
            names.take(ann, "ann");
            names.take(bob, "them");
            send(names, ann, "ann", "them", 1);
            names.drop(bob, List.of("them"));
            names.take(cid, "them");
            send(names, ann, "ann", "them", 2);

            await().untilAsserted(() -> assertThat(received(cid)).containsExactly(2));
            await().untilAsserted(() -> assertThat(received(bob)).containsExactly(1));
        }

        @Test
        void keepsTheOrderOfEachSender() {
            List<RecordingSession> senders =
                    IntStream.range(0, 4).mapToObj(i -> new RecordingSession()).toList();
            names.take(ann, "ann");
            CompletableFuture.allOf(IntStream.range(0, 4)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> {
                                names.take(senders.get(i), "s" + i);
                                for (int n = 0; n < 100; n++) {
                                    assertThat(send(names, senders.get(i), "s" + i, "ann", 1000 * i + n))
                                            .isEqualTo(Sending.QUEUED);
                                }
                            }))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();

            List<Integer> all = new ArrayList<>();
            await().until(() -> {
                all.addAll(received(ann));
                return all.size() == 400;
            });
            for (int i = 0; i < 4; i++) {
                int sender = i;
                assertThat(all.stream().filter(n -> n / 1000 == sender))
                        .isSorted()
                        .hasSize(100);
            }
        }
    }

    /** Many that take, use and drop a few names: nobody ever holds one that another holds, and no message is made up. */
    @RepeatedTest(3)
    void oneHolderAtEachMoment() {
        List<AtomicInteger> holding =
                IntStream.range(0, 3).mapToObj(i -> new AtomicInteger()).toList();
        List<RecordingSession> clients =
                IntStream.range(0, 5).mapToObj(i -> new RecordingSession()).toList();
        AtomicInteger queued = new AtomicInteger();
        CompletableFuture.allOf(clients.stream()
                        .map(client -> CompletableFuture.runAsync(() -> {
                            Random random = new Random();
                            for (int step = 0; step < 80; step++) {
                                int name = random.nextInt(3);
                                if (names.take(client, "n" + name) == Taking.TAKEN) {
                                    assertThat(holding.get(name).incrementAndGet())
                                            .isEqualTo(1);
                                    if (send(names, client, "n" + name, "n" + random.nextInt(3), step)
                                            == Sending.QUEUED) {
                                        queued.incrementAndGet();
                                    }
                                    holding.get(name).decrementAndGet();
                                    names.drop(client, List.of("n" + name));
                                }
                            }
                        }))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        AtomicInteger received = new AtomicInteger();
        await().untilAsserted(() -> {
            clients.forEach(client -> received.addAndGet(client.all().size()));
            assertThat(received.get()).isEqualTo(queued.get());
        });
        await().untilAsserted(() -> assertThat(names.all()).isEmpty());
    }
}
