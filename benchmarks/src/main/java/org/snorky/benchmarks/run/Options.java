package org.snorky.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import joptsimple.ArgumentAcceptingOptionSpec;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;
import org.snorky.benchmarks.peer.Jvm;
import org.snorky.benchmarks.peer.Peer;
import org.snorky.benchmarks.peer.Peers;
import org.snorky.benchmarks.scenario.Extent;
import org.snorky.benchmarks.scenario.Scenario;
import org.snorky.benchmarks.scenario.Scenarios;

/** What the command line says. */
final class Options {

    private static final int FIRST_PORT = 26_000;

    private final OptionParser parser = new OptionParser();
    private final OptionSpec<String> scenarios = parser.nonOptions(
                    "scenarios, all of them if none is named: " + names(Scenarios.all(), Scenario::name)
                            + "; or jmh, with options of JMH; or start, with --runs, --java and --out;"
                            + " or capacity, see capacity --help")
            .ofType(String.class);
    private final OptionSpec<String> peers = list(
                    "peers", "who takes part: all, or some of " + names(Peers.all(), Peer::name))
            .ofType(String.class);
    private final OptionSpec<Integer> subscribers =
            list("subscribers", "of fan-out").ofType(Integer.class);
    private final OptionSpec<Integer> connections = parser.accepts("connections", "of idle and resume-storm")
            .withRequiredArg()
            .ofType(Integer.class);
    private final OptionSpec<Integer> runs = parser.accepts("runs", "of each peer in each setting")
            .withRequiredArg()
            .ofType(Integer.class);
    private final OptionSpec<Double> seconds =
            parser.accepts("seconds", "that a run publishes").withRequiredArg().ofType(Double.class);
    private final OptionSpec<Void> quick = parser.accepts("quick", "a short form, to see that everything works");
    private final OptionSpec<Integer> ports = parser.accepts("ports", "the first port to use on the loopback interface")
            .withRequiredArg()
            .ofType(Integer.class)
            .defaultsTo(FIRST_PORT);
    private final OptionSpec<String> jvmFlags = parser.accepts(
                    "jvm-flags", "for servers that run on Java, ours and others alike")
            .withRequiredArg()
            .ofType(String.class)
            .defaultsTo(Jvm.FLAGS);
    private final OptionSpec<String> output =
            parser.accepts("output", "the folder for results").withRequiredArg().ofType(String.class);
    private final OptionSpec<Void> help = parser.accepts("help", "says this").forHelp();
    private final OptionSet given;

    /** Options of a command line; what cannot be understood is an exception that says so. */
    Options(String... arguments) {
        given = parser.parse(arguments);
    }

    boolean isHelp() {
        return given.has(help);
    }

    void help(OutputStream out) throws IOException {
        parser.printHelpOn(out);
    }

    List<Scenario> scenarios() {
        return chosen(given.valuesOf(scenarios), Scenarios.all(), Scenario::name);
    }

    List<Peer> peers() {
        return chosen(given.valuesOf(peers), Peers.all(), Peer::name);
    }

    Extent extent() {
        Extent usual = given.has(quick) ? Extent.QUICK : Extent.FULL;
        Duration window =
                given.has(seconds) ? Duration.ofMillis(Math.round(given.valueOf(seconds) * 1000)) : usual.window();
        return new Extent(
                given.has(subscribers)
                        ? given.valuesOf(subscribers).stream().sorted().toList()
                        : usual.subscribers(),
                given.has(connections) ? given.valueOf(connections) : usual.connections(),
                given.has(runs) ? given.valueOf(runs) : usual.runs(),
                window,
                usual.warmUp());
    }

    int firstPort() {
        return given.valueOf(ports);
    }

    String jvmFlags() {
        return given.valueOf(jvmFlags);
    }

    Optional<Path> output() {
        return given.has(output) ? Optional.of(Path.of(given.valueOf(output))) : Optional.empty();
    }

    private ArgumentAcceptingOptionSpec<String> list(String name, String description) {
        return parser.accepts(name, description).withRequiredArg().withValuesSeparatedBy(',');
    }

    private static <T> List<T> chosen(List<String> names, List<T> all, Function<T, String> name) {
        if (names.isEmpty() || names.equals(List.of("all"))) {
            return all;
        }
        List<T> chosen = new ArrayList<>();
        for (String wanted : names) {
            chosen.add(all.stream()
                    .filter(each -> name.apply(each).equals(wanted))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("there is no " + wanted + ", only " + names(all, name))));
        }
        return chosen;
    }

    private static <T> String names(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.joining(", "));
    }
}
