package org.snorky.benchmarks.capacity;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;

/** What a plan needs, and what becomes of it in incidents, as tables; {@code benchmarks/run capacity}. */
public final class CapacityReport {

    private static final Map<String, Plan> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put("10,000 clients", new Plan(10_000, 2, 50, 1, 300, 100, 2, 1_000));
        USUAL.put("1 million clients", new Plan(1_000_000, 2, 1_000, 2, 300, 500, 8, 8_000));
        USUAL.put("100 million clients", new Plan(100_000_000, 2, 100_000, 2, 300, 500, 8, 8_000));
    }

    private static final Map<String, Incident> INCIDENTS = new LinkedHashMap<>();

    static {
        INCIDENTS.put("a node dies", new Incident.NodeDies(2));
        INCIDENTS.put("nodes are replaced one by one", new Incident.RollingDeploy(10, 1_000, 120));
        INCIDENTS.put("Redis loses the log", new Incident.LogLost(10));
    }

    private final Costs costs;
    private final PrintStream out;

    CapacityReport(Costs costs, PrintStream out) {
        this.costs = costs;
        this.out = out;
    }

    /** Prints the report of the plan that the options describe, or of three usual ones. */
    public static void main(String... arguments) throws IOException {
        OptionParser parser = new OptionParser();
        OptionSpec<Double> connections = number(parser, "connections", 10_000, "clients at one time");
        OptionSpec<Double> subscriptions = number(parser, "subscriptions", 2, "of each client");
        OptionSpec<Double> deltas = number(parser, "deltas", 50, "published in a second");
        OptionSpec<Double> batch = number(parser, "batch", 1, "deltas that come together");
        OptionSpec<Double> bytes = number(parser, "bytes", 300, "of a delta");
        OptionSpec<Double> readers = number(parser, "readers", 100, "clients that get a delta");
        OptionSpec<Double> cores = number(parser, "cores", 2, "of a node");
        OptionSpec<Double> memory = number(parser, "memory", 1_000, "megabytes of a node for clients");
        OptionSpec<Void> help = parser.accepts("help", "says this").forHelp();
        OptionSet given = parser.parse(arguments);
        CapacityReport report = new CapacityReport(Costs.measured(), System.out);
        if (given.has(help)) {
            parser.printHelpOn(System.out);
        } else if (arguments.length == 0) {
            report.print(USUAL);
        } else {
            report.print(Map.of(
                    "this plan",
                    new Plan(
                            given.valueOf(connections),
                            given.valueOf(subscriptions),
                            given.valueOf(deltas),
                            given.valueOf(batch),
                            given.valueOf(bytes),
                            given.valueOf(readers),
                            given.valueOf(cores),
                            given.valueOf(memory))));
        }
    }

    private static OptionSpec<Double> number(OptionParser parser, String name, double usual, String what) {
        return parser.accepts(name, what).withRequiredArg().ofType(Double.class).defaultsTo(usual);
    }

    void print(Map<String, Plan> plans) {
        row("", plans.keySet().stream().toList());
        row("---", plans.keySet().stream().map(name -> "---:").toList());
        List<Cells> cells =
                plans.values().stream().map(plan -> Cells.of(plan, costs)).toList();
        each("clusters, each with its own Redis", cells, all -> whole(all.count()));
        each("nodes, one to spare in each cluster", cells, all -> whole(all.nodes()));
        each(
                "clients of a node",
                cells,
                all -> count(all.each().plan().connections() / all.each().nodes()));
        each(
                "a node's memory for clients, MB",
                cells,
                all -> count(all.each().clientMegabytes() / all.each().nodes()));
        each(
                "how busy a node is",
                cells,
                all -> share(all.each().utilisation(all.each().nodes())));
        each(
                "how busy the log's Redis is",
                cells,
                all -> share(all.each().logUtilisation(all.each().nodes())));
        each(
                "leaves that Redis, MB/s",
                cells,
                all -> count(all.each().logEgress(all.each().nodes())));
        each(
                "its Redis masters for subscriptions",
                cells,
                all -> whole(all.each().shards()));
        each(
                "subscriptions in these together, MB",
                cells,
                all -> count(all.each().subscriptionMegabytes()));
        each(
                "p99 to the client, ms",
                cells,
                all -> count(all.each().p99Millis(all.each().nodes())));
        for (Balancing balancing : Balancing.values()) {
            INCIDENTS.forEach((name, incident) -> print(name + ", " + balancing, incident, balancing, cells));
        }
    }

    private void print(String name, Incident incident, Balancing balancing, List<Cells> cells) {
        List<Outcome> outcomes = cells.stream()
                .map(all -> new Simulation(all.each().plan(), costs, all.each().nodes(), balancing).through(incident))
                .toList();
        each("**" + name + "**: all are back after, s", outcomes, seen -> count(seen.secondsToLast()));
        each("… busiest node", outcomes, seen -> share(seen.peakUtilisation()));
        each("… connections opened", outcomes, seen -> whole(seen.reconnects()));
        if (incident instanceof Incident.LogLost) {
            each("… lists asked of the application, 1/s", outcomes, seen -> whole(seen.fetchesPerSecond()));
        }
    }

    private <T> void each(String what, List<T> all, Function<T, String> text) {
        row(what, all.stream().map(text).toList());
    }

    private void row(String first, List<String> others) {
        out.println("| " + first + " | " + String.join(" | ", others) + " |");
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.1f" : "%,.0f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }
}
