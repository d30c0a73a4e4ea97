package org.snorky.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTests {

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void runsInOrderAndIsIdleAfterwards() {
        Mailbox mailbox = new Mailbox(pool::add);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                int task = 5 * round + i;
                mailbox.post(() -> done.add(task));
            }
            assertThat(pool).hasSize(1);
            pool.remove().run();
            assertThat(pool).isEmpty();
        }
        assertThat(done).isSorted().hasSize(15);
    }

    @Test
    void yieldsTheThreadAfterATurnAndLosesNothing() {
        Mailbox mailbox = new Mailbox(pool::add);
        for (int i = 0; i < 1000; i++) {
            int task = i;
            mailbox.post(() -> done.add(task));
        }
        int turns = 0;
        for (; !pool.isEmpty(); turns++) {
            int before = done.size();
            pool.remove().run();
            assertThat(done.size() - before).isBetween(1, 64);
        }
        assertThat(turns).isGreaterThan(15);
        assertThat(done).isSorted().hasSize(1000);
    }

    @Test
    void runsWhatATaskPosts() {
        Mailbox mailbox = new Mailbox(pool::add);
        mailbox.post(() -> {
            done.add(1);
            mailbox.post(() -> done.add(3));
            done.add(2);
        });
        pool.remove().run();
        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void runsEachPostersTasksOnceInOrderAndOneAtATime() throws Exception {
        int posters = 4;
        int tasks = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(posters + 2);
        try {
            Mailbox mailbox = new Mailbox(threads);
            int[] next = new int[posters];
            AtomicInteger running = new AtomicInteger();
            List<String> faults = new ArrayList<>();
            CountDownLatch left = new CountDownLatch(posters * tasks);
            for (int p = 0; p < posters; p++) {
                int poster = p;
                threads.execute(() -> {
                    for (int t = 0; t < tasks; t++) {
                        int task = t;
                        mailbox.post(() -> {
                            if (running.incrementAndGet() != 1 || next[poster]++ != task) {
                                faults.add(poster + "/" + task);
                            }
                            running.decrementAndGet();
                            left.countDown();
                        });
                    }
                });
            }
            assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(faults).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }
}
