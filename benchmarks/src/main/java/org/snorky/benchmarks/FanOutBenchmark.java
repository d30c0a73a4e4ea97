package org.snorky.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** One delta to all subscribers of a model: from publishing to the sessions' queues. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FanOutBenchmark {

    @Param({"1", "1000", "10000"})
    int subscribers;

    private final Subscribers server = new Subscribers();
    private final DeltaBatch batch = new DeltaBatch(null, List.of(new Delta.Update("Task", row("new"), row("old"))));

    /** Has the subscribers subscribe. */
    @Setup
    public void subscribe(Blackhole blackhole) {
        for (int i = 0; i < subscribers; i++) {
            server.subscribe(new SubscriptionItem("Task", NullNode.getInstance()), blackhole);
        }
    }

    /** Publishes one delta that all of them get. */
    @Benchmark
    public Object publish() {
        return server.dataSync().publish(batch);
    }

    private static ObjectNode row(String title) {
        return WireJson.mapper()
                .createObjectNode()
                .put("id", 1)
                .put("title", title + " title of a task, of some length")
                .put("completed", false);
    }
}
