package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ServiceThreadsProbeTests {

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private long nanos;
    private final ServiceThreadsProbe probe = new ServiceThreadsProbe(pool::add, () -> nanos);

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nanos += Duration.ofSeconds(1).toNanos();
            probe.tick();
        }
    }

    @Test
    void findsNothingWhileServicesGetThreads() {
        for (int i = 0; i < 60; i++) {
            pass(1);
            pool.remove().run();
        }

        assertThat(probe.problem()).isNull();
    }

    @Test
    void toleratesAServiceThatTakesAMoment() {
        probe.tick();
        pass(9);

        assertThat(probe.problem()).isNull();
    }

    @Test
    void saysHowLongServicesHaveHadNoThreadAndWhatToDo() {
        probe.tick();
        pass(12);

        assertThat(probe.problem()).contains("for 12 s").contains("snorky.threads.services");
        assertThat(pool).hasSize(1);
    }

    @Test
    void recovers() {
        probe.tick();
        pass(12);
        pool.remove().run();

        assertThat(probe.problem()).isNull();
    }
}
