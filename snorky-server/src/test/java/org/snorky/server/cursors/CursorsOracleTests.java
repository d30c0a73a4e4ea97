package org.snorky.server.cursors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.snorky.server.TestServer;

/** Random cursors in random documents: what each client was told must make up what is there. */
class CursorsOracleTests {

    private static final List<String> DOCUMENTS = List.of("doc", "other");

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void stopThreads() {
        THREADS.shutdown();
    }

    /** Someone whose connection comes and goes, and where its cursors should be. */
    private static final class Person {

        private final TestServer server;
        private final String identity;
        private final Random random = new Random();
        private final Map<String, Map<Integer, Integer>> cursors = new HashMap<>();
        private @Nullable CursorView view;

        Person(TestServer server, String identity) {
            this.server = server;
            this.identity = identity;
        }

        void act() {
            String document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
            CursorView now = view;
            if (now == null) {
                view = new CursorView(server, identity);
            } else if (random.nextInt(15) == 0) {
                now.disconnect();
                view = null;
                cursors.clear();
            } else if (!cursors.containsKey(document)) {
                now.join(document);
                cursors.put(document, new HashMap<>());
            } else if (random.nextInt(8) == 0) {
                now.leave(document);
                cursors.remove(document);
            } else {
                change(now, document, cursors.get(document), random.nextInt(3));
            }
        }

        /** Handles are a client's own in all its documents, so each document has its own range here. */
        private void change(CursorView now, String document, Map<Integer, Integer> mine, int handle) {
            int own = handle + 10 * DOCUMENTS.indexOf(document);
            int position = random.nextInt(1000);
            if (!mine.containsKey(own)) {
                now.create(document, own, position);
                mine.put(own, position);
            } else if (random.nextInt(4) == 0) {
                now.remove(own);
                mine.remove(own);
            } else {
                now.move(own, position);
                mine.put(own, position);
            }
        }
    }

    @RepeatedTest(20)
    void everyViewIsTheDocumentAtEveryMoment() {
        TestServer server = new TestServer();
        List<Person> people = people(server);
        Random random = new Random();
        for (int step = 0; step < 400; step++) {
            people.get(random.nextInt(people.size())).act();
            assertViews(people);
        }
        assertNothingIsLeft(server, people);
    }

    @RepeatedTest(10)
    void everyViewIsTheDocumentInTheEndWhileAllActAtOnce() {
        AtomicInteger running = new AtomicInteger();
        TestServer server = new TestServer(
                task -> {
                    running.incrementAndGet();
                    THREADS.execute(() -> {
                        try {
                            task.run();
                        } finally {
                            running.decrementAndGet();
                        }
                    });
                },
                Map.of());
        List<Person> people = people(server);
        CompletableFuture.allOf(people.stream()
                        .map(person -> CompletableFuture.runAsync(
                                () -> IntStream.range(0, 300).forEach(step -> person.act())))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        await().until(() -> running.get() == 0);

        assertViews(people);
        for (Person person : people) {
            if (person.view != null) {
                person.view.disconnect();
                person.cursors.clear();
            }
        }
        await().until(() -> running.get() == 0);
        assertNothingIsLeft(server, people);
    }

    private static void assertViews(List<Person> people) {
        people.stream().map(person -> person.view).filter(view -> view != null).forEach(CursorView::listen);
        for (String document : DOCUMENTS) {
            Set<Long> handles = new HashSet<>();
            for (Person person : people) {
                if (person.view != null && person.cursors.containsKey(document)) {
                    assertThat(person.view.positions(document)).isEqualTo(ofOthers(people, person, document));
                    person.cursors.get(document).keySet().forEach(handle -> assertThat(
                                    handles.add(person.view.publicHandle(handle)))
                            .isTrue());
                }
            }
        }
    }

    private static Map<Long, Integer> ofOthers(List<Person> people, Person except, String document) {
        Map<Long, Integer> positions = new TreeMap<>();
        for (Person person : people) {
            if (person != except && person.view != null) {
                person.cursors
                        .getOrDefault(document, Map.of())
                        .forEach((handle, position) -> positions.put(person.view.publicHandle(handle), position));
            }
        }
        return positions;
    }

    private static void assertNothingIsLeft(TestServer server, List<Person> people) {
        int cursors = people.stream()
                .flatMap(person -> person.cursors.values().stream())
                .mapToInt(Map::size)
                .sum();
        assertThat(server.conversations.cursors().cursorCount()).isEqualTo(cursors);
        people.stream().map(person -> person.view).filter(view -> view != null).forEach(CursorView::disconnect);
        await().untilAsserted(() -> {
            assertThat(server.conversations.cursors().cursorCount()).isZero();
            assertThat(server.conversations.cursors().documentCount()).isZero();
        });
    }

    private static List<Person> people(TestServer server) {
        return IntStream.range(0, 6)
                .mapToObj(i -> new Person(server, i % 2 == 0 ? "ann" : "bob"))
                .toList();
    }
}
