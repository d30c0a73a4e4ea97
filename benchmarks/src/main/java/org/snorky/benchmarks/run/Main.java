package org.snorky.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import joptsimple.OptionException;
import org.snorky.benchmarks.capacity.CapacityReport;
import org.snorky.benchmarks.measure.ProcessTree;
import org.snorky.benchmarks.peer.Checkout;
import org.snorky.benchmarks.peer.Jvm;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.report.Contender;
import org.snorky.benchmarks.report.Report;
import org.snorky.benchmarks.scenario.Bench;
import org.snorky.benchmarks.scenario.Scenario;
import org.snorky.benchmarks.start.StartBenchmark;

/** Runs scenarios, JMH, starts, or the plan of a cluster; {@code benchmarks/run} builds everything and starts it. */
public final class Main {

    private static final String JMH = "jmh";
    private static final String START = "start";
    private static final String CAPACITY = "capacity";

    private Main() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals(START)) {
            StartBenchmark.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals(CAPACITY)) {
            CapacityReport.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        try {
            Options options = new Options(arguments);
            if (options.isHelp()) {
                options.help(System.out);
            } else {
                run(options, String.join(" ", arguments));
            }
        } catch (OptionException | IllegalArgumentException e) {
            System.err.println(e.getMessage() + " (see --help)");
            System.exit(2);
        }
    }

    private static void run(Options options, String arguments) throws IOException, InterruptedException {
        if (!ProcessTree.isSupported()) {
            throw new IllegalArgumentException("the CPU time of servers is read from /proc: this needs Linux");
        }
        List<Scenario> scenarios = options.scenarios();
        System.setProperty(Jvm.FLAGS_PROPERTY, options.jvmFlags());
        Path folder = options.output().orElseGet(Main::newFolder).toAbsolutePath();
        Report report = new Report(folder, ("benchmarks/run " + arguments).trim());
        List<Peer> present = present(options.peers(), report);
        Bench bench = new Bench(present, options.extent(), report, options.firstPort(), System.out);
        long start = System.nanoTime();
        for (Scenario scenario : scenarios) {
            System.out.printf("== %s: %s%n", scenario.name(), scenario.description());
            scenario.run(bench);
        }
        report.write();
        System.out.printf(
                "%.0f minutes; see %s%n",
                (System.nanoTime() - start) / 60e9,
                Checkout.root().relativize(folder).resolve("results.md"));
    }

    private static List<Peer> present(List<Peer> wanted, Report report) {
        List<Peer> present = new ArrayList<>();
        for (Peer peer : wanted) {
            Optional<String> missing = peer.missing();
            missing.ifPresent(what -> System.out.printf("%s is left out: %s%n", peer.name(), what));
            report.add(new Contender(peer.name(), peer.description(), "", List.of(), missing.orElse("")));
            if (missing.isEmpty()) {
                present.add(peer);
            }
        }
        return present;
    }

    private static Path newFolder() {
        String time = LocalDateTime.now(Clock.system(ZoneId.systemDefault()))
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        return Checkout.target().resolve("results").resolve(time);
    }
}
