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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One delta that ten of many filters match; the others are of the same shape and ask for other values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatchingBenchmark {

    private static final int MATCHING = 10;

    @Param({"equality", "range"})
    String shape = "";

    @Param({"10", "1000", "100000"})
    int subscriptions;

    private final Subscribers server = new Subscribers();
    private final DeltaBatch batch = new DeltaBatch(null, List.of(new Delta.Update("Order", row(2), row(1))));

    /** Has the clients subscribe. */
    @Setup
    public void subscribe(Blackhole blackhole) {
        for (int i = 0; i < subscriptions; i++) {
            server.subscribe(new SubscriptionItem("Order", filter(i < MATCHING ? 7 : 1000 + i)), blackhole);
        }
    }

    private ArrayNode filter(int value) {
        ArrayNode filter = WireJson.mapper().createArrayNode();
        return shape.equals("equality")
                ? filter.add("==").add("customer").add(value)
                : filter.add(">=").add("customer").add(value);
    }

    /** Publishes the delta. */
    @Benchmark
    public Object publish() {
        return server.dataSync().publish(batch);
    }

    private static ObjectNode row(int total) {
        return WireJson.mapper()
                .createObjectNode()
                .put("id", 1)
                .put("customer", 7)
                .put("total", total);
    }
}
