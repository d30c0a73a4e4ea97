package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.measure.CpuTime;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.peer.PeerServer;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/**
 * Connections that say nothing, and the memory they hold.
 *
 * <p>Each run is a life of its own: some connections come and go, so that code is loaded; garbage is collected, where there is
 * a way; memory is read; all connect; and the same again. Our own clients are authenticated.
 *
 * <p>What grows is resident memory: the heap with its gaps, and what the server takes beside it. A heap with room to spare would
 * hide the growth, and one that has just grown would add room to it; so heaps of Java begin small, give free memory back when
 * collected, and have room of one size for what is new.
 */
final class IdleMemory implements Scenario {

    private static final int FIRST = 100;

    /** Memory differs little from life to life, and a life takes long. */
    private static final int ENOUGH = 3;

    private static final List<String> TIGHT_HEAP = List.of(
            "-Xms32m", "-Xmn16m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10", "-XX:-ShrinkHeapInSteps");

    private static final double KILO = 1024;
    private static final Duration SETTLE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String description() {
        return "the memory of connections that say nothing, with 1 subscription each, ours with 10 too";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "memory after a full collection, where the server has one",
                                Measure.MEMORY_PER_CONNECTION,
                                Measure.HEAP_PER_CONNECTION,
                                Measure.MEMORY,
                                Measure.MEMORY_BEFORE,
                                Measure.CONNECT_CPU,
                                Measure.CONNECT_SECONDS));
        int connections = bench.affordable(bench.extent().connections());
        for (int subscriptions : List.of(1, 10)) {
            for (int run = 1; run <= Math.min(ENOUGH, bench.extent().runs()); run++) {
                for (Peer peer : bench.peers()) {
                    if (subscriptions == 1 || peer.name().startsWith("snorky")) {
                        live(bench, peer, connections, subscriptions, run);
                    }
                }
                bench.report().write();
            }
        }
    }

    private void live(Bench bench, Peer peer, int connections, int subscriptions, int run) throws InterruptedException {
        String setting = "%,d connections, %d subscription%s"
                .formatted(connections, subscriptions, subscriptions == 1 ? "" : "s");
        try (PeerServer server = bench.start(peer, connections + FIRST, TIGHT_HEAP)) {
            ProcessTree process = new ProcessTree(server.process());
            try (LoadLoop loop = new LoadLoop(server.dialect(), FanOut.PAYLOAD, 0)) {
                loop.connect(FIRST, subscriptions);
            }
            Quiet.await(process);
            Map<Measure, Double> values =
                    connected(server, process, connections, subscriptions, Footprint.of(server, process));
            bench.add(new Observation(name(), setting, peer.name(), run, values));
        } catch (IOException | IllegalStateException e) {
            bench.add(Observation.failed(name(), setting, peer.name(), run, String.valueOf(e.getMessage())));
        }
    }

    private static Map<Measure, Double> connected(
            PeerServer server, ProcessTree process, int connections, int subscriptions, Footprint before)
            throws IOException {
        try (LoadLoop loop = new LoadLoop(server.dialect(), FanOut.PAYLOAD, 0)) {
            CpuTime cpu = process.cpuTime();
            long start = System.nanoTime();
            loop.connect(connections, subscriptions);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMicros = process.cpuTime().nanosSince(cpu) / 1e3;
            loop.idle(SETTLE);
            Footprint after = Footprint.of(server, process);
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.MEMORY_PER_CONNECTION, (after.resident() - before.resident()) / KILO / connections);
            after.heap()
                    .ifPresent(heap -> values.put(
                            Measure.HEAP_PER_CONNECTION, (heap - before.heap().orElse(0)) / KILO / connections));
            values.put(Measure.MEMORY, after.resident() / KILO / KILO);
            values.put(Measure.MEMORY_BEFORE, before.resident() / KILO / KILO);
            values.put(Measure.CONNECT_CPU, cpuMicros / connections);
            values.put(Measure.CONNECT_SECONDS, seconds);
            return values;
        }
    }

    /**
     * What a server takes when nothing is left to collect.
     *
     * @param resident bytes of memory
     * @param heap bytes of the objects in use, where that is told
     */
    private record Footprint(long resident, OptionalLong heap) {

        static Footprint of(PeerServer server, ProcessTree process) throws IOException {
            server.collect();
            return new Footprint(process.proportionalBytes(), server.liveHeapBytes());
        }
    }
}
