package org.snorky.benchmarks;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.index.FilterIndex;

/** Memory that a subscription's filter takes in the index, with all that it holds on to: the heap after a full collection. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-XX:+UseSerialGC"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FilterMemoryBenchmark {

    /** A shape of filter, with the place of what makes each another. */
    @Param({
        "['==','owner',%d]",
        "['==','owner','user %08d']",
        "['in','owner',[%1$d,-%1$d,-2%1$d]]",
        "['>','price',%d]",
        "['and',['>','price',%1$d],['<','price',9%1$d]]",
        "['startsWith','title','item %08d']",
        "['and',['==','status','open'],['==','owner',%d]]",
        "['or',['==','owner',%1$d],['==','region',%1$d]]",
        "['==','status','open']"
    })
    String filter = "";

    @Param("1000000")
    int subscriptions;

    private final FilterIndex<Filter> index = new FilterIndex<>();

    /** What was measured beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Memory {

        /** The heap's growth for each filter; of few it means nothing. */
        public double bytesPerFilter;
    }

    /** Adds the filters. */
    @Benchmark
    public FilterIndex<Filter> subscribe(Memory memory) {
        long before = used();
        for (int i = 0; i < subscriptions; i++) {
            index.add(FilterShapes.parse(filter.formatted(i)), Filter.ALWAYS);
        }
        memory.bytesPerFilter = (used() - before) / (double) subscriptions;
        return index;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
