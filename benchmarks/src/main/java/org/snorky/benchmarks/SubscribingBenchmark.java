package org.snorky.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.index.FilterIndex;

/** A filter that comes, and one that goes, whichever it is of the many that stay. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SubscribingBenchmark {

    /** Filters that come, each once before any comes again. */
    private static final int COMING = 1 << 16;

    /** Mixed shapes; all the same; all of one value that go on differently; all of one prefix. */
    @Param({"mixed", "same", "value", "prefix"})
    String shape = "";

    @Param({"1000", "1000000"})
    int subscriptions;

    private final FilterIndex<Integer> index = new FilterIndex<>();
    private final List<FilterIndex.Entry<Integer>> entries = new ArrayList<>();
    private final Filter[] coming = new Filter[COMING];
    private final SplittableRandom random = new SplittableRandom(1);
    private int next;

    /** Adds those that are there from the start. */
    @Setup
    public void subscribe() {
        for (int i = 0; i < subscriptions; i++) {
            entries.add(index.add(filter(i), i));
        }
        for (int i = 0; i < COMING; i++) {
            coming[i] = filter(subscriptions + i);
        }
    }

    private Filter filter(int number) {
        return switch (shape) {
            case "same" -> FilterShapes.parse("['==','status','open']");
            case "value" -> FilterShapes.parse("['and',['==','status','open'],['!=','owner'," + number + "]]");
            case "prefix" -> FilterShapes.parse("['and',['startsWith','title','it'],['!=','owner'," + number + "]]");
            default -> FilterShapes.mixed(number);
        };
    }

    /** One comes and one goes. */
    @Benchmark
    public void subscribeAndCancel() {
        next = (next + 1) % COMING;
        FilterIndex.Entry<Integer> comes = index.add(coming[next], next);
        index.remove(entries.set(random.nextInt(entries.size()), comes));
    }
}
