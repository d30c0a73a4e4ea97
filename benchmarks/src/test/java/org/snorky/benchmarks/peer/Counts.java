package org.snorky.benchmarks.peer;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Round;

/**
 * What delivering messages took of this process, by counts that do not depend on how fast it is.
 *
 * @param writes calls of {@code write} of all threads, the publisher's own among them
 * @param allocated bytes that all threads but this one allocated
 */
record Counts(Round round, long writes, long allocated) {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final Path IO = Path.of("/proc/self/io");

    /** Counts while a loop publishes. */
    static Counts of(LoadLoop loop, Pace pace, Duration length) throws IOException {
        Map<Long, Long> allocatedBefore = allocations();
        long writesBefore = writeCalls();
        Round round = loop.publish(pace, length);
        long writes = writeCalls() - writesBefore;
        long sum = 0;
        for (Map.Entry<Long, Long> thread : allocations().entrySet()) {
            sum += thread.getValue() - allocatedBefore.getOrDefault(thread.getKey(), 0L);
        }
        return new Counts(round, writes, sum);
    }

    /** Messages that a write carried. */
    double messagesPerWrite() {
        return (double) round.delivered() / writes;
    }

    /** Bytes that were allocated for a message delivered. */
    double bytesPerMessage() {
        return (double) allocated / round.delivered();
    }

    private static long writeCalls() throws IOException {
        return Files.readAllLines(IO).stream()
                .filter(line -> line.startsWith("syscw:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private static Map<Long, Long> allocations() {
        Map<Long, Long> bytes = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            if (id != Thread.currentThread().getId()) {
                bytes.put(id, THREADS.getThreadAllocatedBytes(id));
            }
        }
        return bytes;
    }
}
