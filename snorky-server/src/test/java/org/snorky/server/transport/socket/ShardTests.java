package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ShardTests {

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final Shard shard = new Shard(thread::add);
    private final List<String> ran = new ArrayList<>();

    private void runAll() {
        while (!thread.isEmpty()) {
            thread.remove().run();
        }
    }

    @Test
    void takesAThreadOnceForABurst() {
        shard.take(() -> ran.add("a"), false);
        shard.take(() -> ran.add("b"), false);
        shard.take(() -> ran.add("c"), true);
        assertThat(thread).hasSize(1);
        assertThat(ran).as("on the thread that asks").isEmpty();

        runAll();
        assertThat(ran).containsExactly("a", "b", "c");
        shard.take(() -> ran.add("d"), false);
        assertThat(thread).hasSize(1);
    }

    @Test
    void letsShortTurnsGoFirst() {
        shard.take(() -> ran.add("long"), true);
        shard.take(() -> ran.add("short"), false);
        runAll();

        assertThat(ran).containsExactly("short", "long");
    }

    @Test
    void letsALongTurnGoAfterSomeShortOnesHoweverManyCome() {
        IntStream.range(0, 100).forEach(i -> shard.take(() -> ran.add("short"), false));
        IntStream.range(0, 3).forEach(i -> shard.take(() -> ran.add("long" + i), true));
        runAll();

        assertThat(ran).hasSize(103);
        assertThat(List.of(ran.indexOf("long0"), ran.indexOf("long1"), ran.indexOf("long2")))
                .containsExactly(16, 33, 50);
    }

    @Test
    void givesItsThreadToOthersAfterAStint() {
        IntStream.range(0, 1500).forEach(i -> shard.take(() -> ran.add("x"), false));
        thread.remove().run();
        assertThat(ran).hasSize(1024);
        assertThat(thread).hasSize(1);

        runAll();
        assertThat(ran).hasSize(1500);
    }

    @Test
    void goesOnAfterATurnThatFails() {
        shard.take(
                () -> {
                    throw new IllegalStateException("wanted by the test");
                },
                false);
        shard.take(() -> ran.add("next"), false);
        runAll();

        assertThat(ran).containsExactly("next");
    }

    @RepeatedTest(5)
    void losesNoTurnAndRunsOneAtATimeWhoeverAsks() {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Shard busy = new Shard(pool);
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            for (int sender = 0; sender < 4; sender++) {
                boolean isLong = sender % 2 == 0;
                pool.execute(() -> IntStream.range(0, 5000)
                        .forEach(i -> busy.take(
                                () -> {
                                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                                    done.incrementAndGet();
                                    atOnce.decrementAndGet();
                                },
                                isLong)));
            }
            await().until(() -> done.get() == 20_000);
            assertThat(most).hasValue(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
