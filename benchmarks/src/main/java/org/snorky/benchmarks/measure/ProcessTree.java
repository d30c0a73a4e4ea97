package org.snorky.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processes of Linux with all their descendants, by {@code /proc}. */
public final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final int KILO = 1024;

    private final List<ProcessHandle> roots;

    public ProcessTree(ProcessHandle... roots) {
        this.roots = List.of(roots);
    }

    /** Whether this machine has such accounting. */
    public static boolean isSupported() {
        return Files.isReadable(PROC.resolve("self/schedstat"));
    }

    /** The CPU time of each thread that lives, to the nanosecond, and of each process, to the tick. */
    public CpuTime cpuTime() throws IOException {
        Map<String, Long> threads = new HashMap<>();
        Duration ticks = Duration.ZERO;
        for (ProcessHandle process : processes()) {
            ticks = ticks.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
            Path tasks = PROC.resolve(process.pid() + "/task");
            try (Stream<Path> each = Files.list(tasks)) {
                for (Path task : (Iterable<Path>) each::iterator) {
                    String line = read(task.resolve("schedstat"));
                    if (!line.isEmpty()) {
                        threads.put(
                                task.getFileName().toString(), Long.parseLong(line.substring(0, line.indexOf(' '))));
                    }
                }
            } catch (NoSuchFileException e) {
                // A process that has ended meanwhile.
            }
        }
        return new CpuTime(threads, ticks);
    }

    /** Bytes of memory that are resident, those that several processes share counted in each. */
    public long residentBytes() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            sum += field(read(PROC.resolve(process.pid() + "/status")), "VmRSS:");
        }
        return sum * KILO;
    }

    /** The same, those that are shared divided among those that share them; where the machine does not tell, the resident ones. */
    public long proportionalBytes() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            sum += field(read(PROC.resolve(process.pid() + "/smaps_rollup")), "Pss:");
        }
        return sum == 0 ? residentBytes() : sum * KILO;
    }

    private List<ProcessHandle> processes() {
        return roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
    }

    private static long field(String file, String name) {
        return file.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").trim())
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            // What the kernel says of a process that is just ending.
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return "";
            }
            throw e;
        }
    }
}
