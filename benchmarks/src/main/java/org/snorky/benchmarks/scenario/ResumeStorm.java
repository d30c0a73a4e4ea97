package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.Hiccups;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Backend.Subscription;
import org.snorky.benchmarks.peer.Snorky;
import org.snorky.benchmarks.peer.SnorkyServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * Ten thousand clients that come back at once, each to a hundred deltas, while others are delivered to.
 *
 * <p>Once they are connected already when they acquire their subscriptions, once they connect first, with a token. Those that are
 * delivered to have a model of their own, so that there is as much live delivery during the storm as before it; their loop has a thread
 * of its own. Another thread tells how late anybody is who needs a processor while all of them are taken.
 */
final class ResumeStorm implements Scenario {

    private static final int MISSED = 100;
    private static final int LIVE = 100;
    private static final Pace PACE = new Pace.PerSecond(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "resume-storm";
    }

    @Override
    public String description() {
        return "10,000 clients resume at once, each from 100 deltas ago, beside live delivery";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "a message is a delta that is replayed",
                                Measure.SECONDS_TO_LAST,
                                Measure.PER_SECOND,
                                Measure.SERVER_CPU,
                                Measure.P99_BEFORE,
                                Measure.P99,
                                Measure.P99_RATIO,
                                Measure.HICCUP_P99));
        int clients = bench.affordable(bench.extent().connections() + LIVE) - LIVE;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Snorky peer = Snorky.dataSync();
        try (SnorkyServer server = (SnorkyServer) bench.start(peer, clients + LIVE + 10);
                LoadLoop live = new LoadLoop(server.rows("Live"), FanOut.PAYLOAD, 0)) {
            live.connect(LIVE, 1);
            live.connectPublisher();
            live.publish(PACE, bench.extent().warmUp());
            List<Subscription> subscriptions = IntStream.range(0, clients)
                    .mapToObj(i -> server.backend().authorize(Storm.MODEL))
                    .toList();
            Storm storm = new Storm(server, subscriptions);
            storm.publish(MISSED);
            // The first only warms up.
            for (int run = 0; run <= bench.extent().runs(); run++) {
                for (Storm.Kind kind : Storm.Kind.values()) {
                    Observation seen = observe(bench, server, live, storm, kind, thread, run);
                    if (run > 0) {
                        bench.add(seen);
                    }
                }
            }
        } catch (ExecutionException e) {
            bench.add(Observation.failed(name(), "storm", peer.name(), 1, String.valueOf(e.getMessage())));
        } finally {
            thread.shutdownNow();
        }
        bench.report().write();
    }

    private Observation observe(
            Bench bench,
            SnorkyServer server,
            LoadLoop live,
            Storm storm,
            Storm.Kind kind,
            ExecutorService thread,
            int run)
            throws IOException, ExecutionException, InterruptedException {
        ProcessTree process = new ProcessTree(server.process());
        Quiet.await(process);
        Round before = live.publish(PACE, bench.extent().paced());
        try (LoadLoop clients = storm.clients(kind);
                Hiccups hiccups = quietly(process)) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            CpuTime cpu = process.cpuTime();
            var meanwhile = thread.submit(() -> live.publish(PACE, LONGEST, over::isDone));
            Round resumed;
            try {
                resumed = storm.resume(clients, kind, MISSED);
            } finally {
                over.complete(null);
            }
            double micros = process.cpuTime().nanosSince(cpu) / 1e3;
            Round during = meanwhile.get();
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.SECONDS_TO_LAST, resumed.seconds());
            values.put(Measure.PER_SECOND, resumed.perSecond());
            values.put(Measure.SERVER_CPU, micros / Math.max(1, resumed.delivered() + during.delivered()));
            values.put(Measure.P99_BEFORE, before.latencyMillis(99));
            values.put(Measure.P99, during.latencyMillis(99));
            values.put(Measure.HICCUP_P99, hiccups.millis(99));
            values.put(Measure.P99_RATIO, during.latencyMillis(99) / before.latencyMillis(99));
            String fault = Rounds.fault(resumed) + Rounds.fault(during) + Rounds.fault(before);
            return new Observation(
                    name(),
                    "%,d %s clients, %d deltas each, %d live clients at %s"
                            .formatted(resumed.subscribers(), kind, MISSED, LIVE, PACE),
                    "snorky-datasync",
                    run,
                    values,
                    fault);
        }
    }

    /** Watches from when the server has done with what came before. */
    private static Hiccups quietly(ProcessTree process) throws IOException {
        Quiet.await(process);
        return new Hiccups();
    }
}
