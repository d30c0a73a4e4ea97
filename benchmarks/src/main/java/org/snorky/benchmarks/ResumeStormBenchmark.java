package org.snorky.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
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
import org.snorky.server.position.Position;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients that resume one after the other without a pause, each of which has missed some deltas, and beside them a delta a
 * millisecond to a hundred live subscribers: what a storm of resumes does to live delivery, as the difference between
 * {@code calm} and {@code storm:live}. A client's resume is {@code storm:resume}; ten thousand of them are the storm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ResumeStormBenchmark {

    private static final int LISTS = 10;
    private static final int LIVE = 100;

    @Param("10000")
    int sleepers;

    /** How many deltas the log holds that a client has not seen; a tenth of them concern it. */
    @Param({"100", "1000", "10000"})
    int behind;

    private final Subscribers server = new Subscribers();
    private String[] tokens = {};
    private int next;

    /** Publishes what the sleepers miss, and has the others subscribe. */
    @Setup
    public void fallAsleep(Blackhole blackhole) {
        tokens = new String[sleepers];
        for (int i = 0; i < sleepers; i++) {
            tokens[i] = server.authorize(tasksOf(i));
        }
        for (int i = 0; i < LIVE; i++) {
            server.subscribe(tasksOf(i), blackhole);
        }
        for (int i = 0; i < behind; i++) {
            publish(i);
        }
    }

    /** Live delivery with nothing beside it. */
    @Benchmark
    public Object calm(Pace pace) {
        return publish(pace.count);
    }

    /** Live delivery while clients resume. */
    @Benchmark
    @Group("storm")
    public Object live(Pace pace) {
        return publish(pace.count);
    }

    /** One client's resume. */
    @Benchmark
    @Group("storm")
    public void resume(Blackhole blackhole) {
        Position head = server.dataSync().log().head();
        Position missedFrom = new Position(head.epoch(), head.offset() - behind);
        server.resume(tokens[next++ % sleepers], missedFrom.toString(), blackhole);
    }

    private String publish(int i) {
        return server.dataSync()
                .publish(new DeltaBatch(null, List.of(new Delta.Update("Task", row(i, "new"), row(i, "old")))))
                .toString();
    }

    private static SubscriptionItem tasksOf(int i) {
        ArrayNode filter =
                WireJson.mapper().createArrayNode().add("==").add("list").add(i % LISTS);
        return new SubscriptionItem("Task", filter);
    }

    private static ObjectNode row(int i, String title) {
        return WireJson.mapper()
                .createObjectNode()
                .put("id", i)
                .put("list", i % LISTS)
                .put("title", title + " title of a task, of some length");
    }

    /** Lets a millisecond pass between deltas, outside what is measured. */
    @State(Scope.Thread)
    public static class Pace {

        private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

        private int count;

        /** Waits. */
        @Setup(Level.Invocation)
        public void pause() {
            LockSupport.parkNanos(PAUSE);
            count++;
        }
    }
}
