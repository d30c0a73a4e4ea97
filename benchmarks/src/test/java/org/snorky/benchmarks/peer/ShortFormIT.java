package org.snorky.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.peer.spring.Broadcaster;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The scenarios in small, beside a server that writes each message by itself: what is asked is how often something happens,
 * and never how long it takes.
 */
@EnabledOnOs(OS.LINUX)
class ShortFormIT {

    private static final int SUBSCRIBERS = 200;
    private static final int PAYLOAD = 200;
    private static final Duration LENGTH = Duration.ofSeconds(1);
    private static final Pace BURSTS = new Pace.InFlight(16);
    private static final Pace SINGLE = new Pace.InFlight(1);
    private static final Pace PACED = new Pace.PerSecond(20);

    private static Embedded ours;
    private static ConfigurableApplicationContext naive;
    private static Counts naiveCounts;
    private static Counts pubSubCounts;
    private static Counts rowsCounts;

    @BeforeAll
    static void countWhileMessagesComeInBursts() throws IOException {
        ours = Embedded.snorky();
        naive = SpringApplication.run(Broadcaster.class, "--server.port=0", "--logging.level.root=warn");
        naiveCounts = bursts(new WordsDialect(Embedded.port(naive, "local.server.port")));
        pubSubCounts = bursts(ours.pubSub());
        rowsCounts = bursts(ours.rows());
    }

    @AfterAll
    static void stop() {
        ours.close();
        naive.close();
    }

    @Test
    void losesNoMessageAtAnyPace() throws IOException {
        for (Dialect dialect : new Dialect[] {ours.pubSub(), ours.rows()}) {
            try (LoadLoop loop = connected(dialect)) {
                for (Pace pace : new Pace[] {BURSTS, SINGLE, PACED}) {
                    assertWhole(loop.publish(pace, LENGTH), loop);
                }
            }
        }
    }

    @Test
    void gathersWhatComesTogetherIntoFewerWrites() {
        double naively = naiveCounts.messagesPerWrite();

        assertThat(naively).isBetween(0.9, 1.05);
        assertThat(pubSubCounts.messagesPerWrite()).isGreaterThan(2 * naively);
        assertThat(rowsCounts.messagesPerWrite()).isGreaterThan(2 * naively);
    }

    @Test
    void allocatesLittleForEachDelivery() {
        double naively = naiveCounts.bytesPerMessage();

        assertThat(pubSubCounts.bytesPerMessage()).isLessThan(naively / 2);
        assertThat(rowsCounts.bytesPerMessage()).isLessThan(naively / 2);
    }

    private static Counts bursts(Dialect dialect) throws IOException {
        try (LoadLoop loop = connected(dialect)) {
            loop.publish(BURSTS, LENGTH);
            Counts counts = Counts.of(loop, BURSTS, LENGTH);
            assertWhole(counts.round(), loop);
            return counts;
        }
    }

    private static void assertWhole(Round round, LoadLoop loop) {
        assertThat(loop.failures()).isEmpty();
        assertThat(round.misplaced()).isZero();
        assertThat(round.delivered()).isEqualTo(round.published() * SUBSCRIBERS);
    }

    private static LoadLoop connected(Dialect dialect) throws IOException {
        LoadLoop loop = new LoadLoop(dialect, PAYLOAD, 0);
        loop.connect(SUBSCRIBERS, 1);
        loop.connectPublisher();
        return loop;
    }
}
