package org.snorky.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.index.FilterIndex;

/**
 * A delta, of any of many rows, that ten of many filters match: found by the index, and by trying each filter.
 *
 * <p>The rows come in random order, so that with many filters most of what is touched is in no cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatchingBenchmark {

    private static final int DELTAS = 1 << 12;

    @Param({"1", "1000", "100000", "1000000"})
    int subscriptions;

    private final FilterIndex<Filter> index = new FilterIndex<>();
    private final List<Filter> all = new ArrayList<>();
    private final Delta.Update[] deltas = new Delta.Update[DELTAS];
    private int next;

    /** What was counted beside the time; JMH divides the time by each. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {

        /** Filters, and places that lead to filters, that were looked at: what it took on any machine. */
        public long looks;

        /** Filters that matched. */
        public long matched;
    }

    /** Adds the filters. */
    @Setup
    public void subscribe() {
        for (int i = 0; i < subscriptions; i++) {
            all.add(index.add(FilterShapes.mixed(i), Filter.ALWAYS).filter());
        }
        SplittableRandom random = new SplittableRandom(1);
        int rows = Math.max(1, subscriptions / FilterShapes.PER_ROW);
        for (int i = 0; i < DELTAS; i++) {
            deltas[i] = FilterShapes.update(random.nextInt(rows));
        }
    }

    private Delta.Update nextDelta() {
        next = (next + 1) % DELTAS;
        return deltas[next];
    }

    /** Looks the delta up. */
    @Benchmark
    public void index(Work work, Blackhole blackhole) {
        Delta.Update delta = nextDelta();
        work.looks += index.match(delta.oldData(), delta.newData(), (owner, before, after) -> {
            work.matched++;
            blackhole.consume(owner);
        });
    }

    /** Tries all filters. */
    @Benchmark
    public void scan(Work work, Blackhole blackhole) {
        Delta.Update delta = nextDelta();
        for (Filter filter : all) {
            boolean before = filter.matches(delta.oldData());
            boolean after = filter.matches(delta.newData());
            if (before || after) {
                work.matched++;
                blackhole.consume(filter);
            }
        }
        work.looks += all.size();
    }
}
