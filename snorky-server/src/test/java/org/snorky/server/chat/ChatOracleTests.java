package org.snorky.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.snorky.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** Random people in random rooms, whose connections flap: what each was told must make up what is. */
class ChatOracleTests {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Map<String, JsonNode> SET_UP = Map.of(
            "presenceGrace", IntNode.valueOf((int) GRACE.toMillis()),
            "history", IntNode.valueOf(1_000_000));
    private static final List<String> IDENTITIES = List.of("ann", "bob", "cid", "dan");
    private static final List<String> CHANNELS = List.of("tea", "milk");

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void stopThreads() {
        THREADS.shutdown();
    }

    /** Someone with a browser: at most one connection at a time, which comes and goes. */
    private final class Person {

        private final TestServer server;
        private final String identity;
        private final Random random = new Random();
        private final List<ChatView> views = new ArrayList<>();
        private final Set<String> joined = new HashSet<>();
        private @Nullable ChatView view;
        private int said;

        Person(TestServer server, String identity) {
            this.server = server;
            this.identity = identity;
        }

        void act(String name) {
            String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            ChatView now = view;
            if (now == null) {
                view = new ChatView(identity, server::connect);
                views.add(view);
            } else if (random.nextInt(8) == 0) {
                now.disconnect();
                view = null;
                joined.clear();
            } else if (!joined.contains(channel)) {
                now.join(channel, random.nextBoolean() ? 0 : lastOffset(channel));
                joined.add(channel);
            } else if (random.nextInt(4) == 0) {
                now.leave(channel);
                joined.remove(channel);
            } else {
                now.say(channel, name + "-" + ++said);
            }
        }

        /** Up to where it has heard, from whichever connection. */
        private long lastOffset(String channel) {
            return views.stream()
                    .peek(ChatView::listen)
                    .flatMap(each -> each.allStays().stream())
                    .filter(stay -> stay.channel.equals(channel))
                    .mapToLong(ChatView.Stay::end)
                    .max()
                    .orElse(0);
        }
    }

    @RepeatedTest(20)
    void membersAreAtEveryMomentWhatEverybodyWasTold() {
        TestServer server = new TestServer(Runnable::run, SET_UP);
        Random random = new Random();
        List<Person> people = people(server);
        Map<String, Map<String, Long>> away = new HashMap<>();
        long now = 0;
        for (int step = 0; step < 400; step++) {
            Person person = people.get(random.nextInt(people.size()));
            Set<String> before = Set.copyOf(person.joined);
            boolean wasThere = person.view != null;
            person.act("p" + people.indexOf(person));
            for (String channel : before) {
                if (wasThere && person.view == null && !isThere(people, person.identity, channel)) {
                    away.computeIfAbsent(channel, absent -> new HashMap<>()).put(person.identity, now);
                }
            }
            long time = random.nextInt(4) == 0 ? random.nextInt(3000) : 0;
            now += time;
            server.advance(Duration.ofMillis(time));
            server.conversations.chat().endAbsences();
            for (String channel : CHANNELS) {
                Set<String> members = there(people, channel);
                Map<String, Long> since = away.computeIfAbsent(channel, absent -> new HashMap<>());
                since.keySet().removeAll(members);
                since.values().removeAll(expired(since.values(), now));
                members.addAll(since.keySet());
                assertViews(people, channel, members);
            }
        }
    }

    private static Collection<Long> expired(Collection<Long> since, long now) {
        return since.stream().filter(gone -> now - gone >= GRACE.toMillis()).collect(Collectors.toSet());
    }

    @RepeatedTest(10)
    void everybodyHearsEverythingInOneOrderWhileAllActAtOnce() {
        AtomicInteger running = new AtomicInteger();
        Executor pool = task -> {
            running.incrementAndGet();
            THREADS.execute(() -> {
                try {
                    task.run();
                } finally {
                    running.decrementAndGet();
                }
            });
        };
        TestServer server = new TestServer(pool, SET_UP);
        List<Person> people = people(server);
        CompletableFuture<?>[] acting = IntStream.range(0, people.size())
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    for (int step = 0; step < 300; step++) {
                        people.get(i).act("p" + i);
                        if (i == 0 && step % 10 == 0) {
                            server.advance(GRACE.dividedBy(2));
                            server.conversations.chat().endAbsences();
                        }
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(acting).join();
        await().until(() -> running.get() == 0);
        server.advance(GRACE);
        server.conversations.chat().endAbsences();

        people.forEach(person -> person.views.forEach(ChatView::listen));
        for (String channel : CHANNELS) {
            assertViews(people, channel, there(people, channel));
            assertOneOrder(people, channel);
        }
        assertThat(server.conversations.chat().absentCount()).isZero();
    }

    private static void assertViews(List<Person> people, String channel, Set<String> members) {
        for (Person person : people) {
            if (person.view != null && person.joined.contains(channel)) {
                person.view.listen();
                assertThat(person.view.stays().get(channel).members).isEqualTo(members);
            }
        }
    }

    /** Each stay has, of all that was ever heard in the channel, exactly what lies within it. */
    private static void assertOneOrder(List<Person> people, String channel) {
        List<ChatView.Stay> stays = people.stream()
                .flatMap(person -> person.views.stream())
                .flatMap(view -> view.allStays().stream())
                .filter(stay -> stay.channel.equals(channel))
                .toList();
        TreeMap<Long, String> all = new TreeMap<>();
        stays.forEach(stay -> stay.said.forEach(
                (offset, body) -> assertThat(all.merge(offset, body, (one, other) -> one.equals(other) ? one : "two"))
                        .isEqualTo(body)));
        assertThat(all.values()).doesNotHaveDuplicates();
        for (ChatView.Stay stay : stays) {
            assertThat(stay.said).isEqualTo(all.subMap(stay.from, false, stay.end(), true));
        }
        Set<Long> ends = people.stream()
                .filter(person -> person.view != null && person.joined.contains(channel))
                .map(person -> person.view.stays().get(channel).end())
                .collect(Collectors.toSet());
        assertThat(ends).hasSizeLessThanOrEqualTo(1);
    }

    private List<Person> people(TestServer server) {
        return IntStream.range(0, 8)
                .mapToObj(i -> new Person(server, IDENTITIES.get(i % IDENTITIES.size())))
                .toList();
    }

    private static boolean isThere(List<Person> people, String identity, String channel) {
        return people.stream().anyMatch(person -> person.identity.equals(identity) && person.joined.contains(channel));
    }

    private static Set<String> there(List<Person> people, String channel) {
        return people.stream()
                .filter(person -> person.joined.contains(channel))
                .map(person -> person.identity)
                .collect(Collectors.toSet());
    }
}
