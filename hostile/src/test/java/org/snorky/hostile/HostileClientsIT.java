package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All attacks, one after the other, beside two ordinary clients. The long form: {@code -Dhostile.scale=10} has ten times as
 * many of everything, {@code -Dhostile.rounds=5} does it all five times.
 */
class HostileClientsIT {

    private static final int SCALE = Integer.getInteger("hostile.scale", 1);
    private static final int ROUNDS = Integer.getInteger("hostile.rounds", 1);

    /** What a heap may differ by for reasons of its own: compiled code, caches that fill once. */
    private static final long HEAP_TOLERANCE = 6L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static List<Attack> attacks() {
        return Stream.of(FrameAttacks.all(), MessageAttacks.all(), ConnectionAttacks.all(), HttpAttacks.all())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nobodyElseNoticesAndNothingIsLeftBehind() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "hostile"));
        StringBuilder report =
                new StringBuilder("| attack | inputs | others' median | p99 | longest |\n|---|---|---|---|---|\n");
        try (ServerUnderAttack server = new ServerUnderAttack(folder);
                Bystanders bystanders = new Bystanders(server.port(0))) {
            // Classes are loaded, pools and caches filled, before anything is compared.
            round(
                    new Target(server.port(0), server.port(1), ServerUnderAttack.KEY, 1),
                    bystanders,
                    new StringBuilder());
            awaitQuiet(server);
            long heapBefore = server.heap();
            List<String> threadsBefore = server.threads();
            bystanders.times();
            TimeUnit.SECONDS.sleep(2);
            line(report, "none, for comparison", 0, bystanders.times());

            Target target = new Target(server.port(0), server.port(1), ServerUnderAttack.KEY, SCALE);
            int inputs = 0;
            for (int round = 0; round < ROUNDS; round++) {
                inputs += round(target, bystanders, report);
            }
            awaitQuiet(server);
            bystanders.pause();
            await().atMost(PATIENCE).until(() -> bystanders.missing() == 0);
            long heapAfter = server.heap();
            report.append(
                    "\n%d inputs, %d messages between bystanders, none lost; heap %.1f MB before, %.1f MB after; %d threads before, %d after%n"
                            .formatted(
                                    inputs,
                                    bystanders.published(),
                                    heapBefore / 1048576.0,
                                    heapAfter / 1048576.0,
                                    threadsBefore.size(),
                                    server.threads().size()));
            System.out.println(report);
            Files.writeString(folder.resolve("report.md"), report);

            assertThat(server.isAlive()).isTrue();
            assertThat(bystanders.isConnectionLost()).isFalse();
            assertThat(heapAfter).isLessThan(heapBefore + HEAP_TOLERANCE);
            assertThat(server.threads()).hasSizeLessThanOrEqualTo(threadsBefore.size() + 2);
            assertThat(server.complaints()).isEmpty();
        }
    }

    private static int round(Target target, Bystanders bystanders, StringBuilder report) throws Exception {
        int inputs = 0;
        for (Attack attack : attacks()) {
            int tried;
            try {
                tried = attack.action().against(target);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(attack + ": " + failure.getMessage(), failure);
            }
            line(report, attack.name(), tried, bystanders.times());
            inputs += tried;
        }
        return inputs;
    }

    private static void line(StringBuilder report, String attack, int inputs, Bystanders.Times times) {
        report.append("| %s | %d | %.1f ms | %.1f ms | %.1f ms |%n"
                .formatted(attack, inputs, times.medianMillis(), times.p99Millis(), times.longestMillis()));
    }

    /** Until only the bystanders are left. */
    private static void awaitQuiet(ServerUnderAttack server) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> server.sessions() == 2);
    }
}
