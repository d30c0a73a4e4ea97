package org.snorky.benchmarks.measure;

import java.time.Duration;
import java.util.Map;

/**
 * The CPU time of some processes until a moment.
 *
 * @param threads nanoseconds by thread, of those that live
 * @param ticks of whole processes, threads that ended included, in steps of 10 ms
 */
public record CpuTime(Map<String, Long> threads, Duration ticks) {

    private static final long TICKS_AT_BOTH_ENDS = 20_000_000;

    /** What was used since an earlier moment: to the nanosecond, unless threads ended and took theirs with them. */
    public long nanosSince(CpuTime earlier) {
        long exact = 0;
        for (Map.Entry<String, Long> thread : threads.entrySet()) {
            exact += thread.getValue() - earlier.threads.getOrDefault(thread.getKey(), 0L);
        }
        long coarse = ticks.minus(earlier.ticks).toNanos();
        return coarse - exact > TICKS_AT_BOTH_ENDS ? coarse : exact;
    }
}
