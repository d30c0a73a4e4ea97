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

/**
 * One delta to a thousand clients that keep up and to some that do not: from publishing to the queues of the former, which
 * have it when the call returns. The slow ones take nothing, so that every delta for them is made part of what waits.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SlowClientsBenchmark {

    private static final int FAST = 1000;
    private static final int ROWS = 100;

    @Param({"0", "1", "100"})
    int slow;

    private final Subscribers server = new Subscribers();
    private int count;

    /** Has the clients subscribe, the slow ones among the others. */
    @Setup
    public void subscribe(Blackhole blackhole) {
        SubscriptionItem tasks = new SubscriptionItem("Task", NullNode.getInstance());
        for (int i = 0; i < FAST; i++) {
            server.subscribe(tasks, blackhole);
            if (i < slow) {
                server.subscribeSlowly(tasks);
            }
        }
    }

    /** Publishes a change of one of some rows. */
    @Benchmark
    public Object publish() {
        int id = count++ % ROWS;
        return server.dataSync()
                .publish(new DeltaBatch(null, List.of(new Delta.Update("Task", row(id, "new"), row(id, "old")))));
    }

    private static ObjectNode row(int id, String title) {
        return WireJson.mapper()
                .createObjectNode()
                .put("id", id)
                .put("title", title + " title of a task, of some length")
                .put("completed", false);
    }
}
