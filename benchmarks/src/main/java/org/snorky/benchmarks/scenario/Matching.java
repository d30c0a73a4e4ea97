package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.snorky.benchmarks.report.Measure;
import org.snorky.benchmarks.report.Observation;
import org.snorky.benchmarks.report.TableForm;

/** One delta against many filters: the benchmark of JMH that does it, told in the same report. */
final class Matching implements Scenario {

    private static final Map<String, Double> MICROS = Map.of("ns/op", 1e-3, "us/op", 1.0, "ms/op", 1e3, "s/op", 1e6);

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public String description() {
        return "one delta against up to a million filters, by JMH";
    }

    @Override
    public void run(Bench bench) throws IOException {
        bench.report()
                .form(
                        name(),
                        new TableForm(
                                "a delta that ten filters match; a run is an iteration",
                                Measure.MICROS,
                                Measure.LOOKS,
                                Measure.MATCHED));
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include("MatchingBenchmark")
                            .mode(Mode.AverageTime)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.NORMAL)
                            .build())
                    .run();
            for (RunResult result : results) {
                add(bench, result);
            }
        } catch (RunnerException e) {
            bench.add(Observation.failed(name(), "JMH", "snorky", 1, String.valueOf(e.getMessage())));
        }
        bench.report().write();
    }

    private void add(Bench bench, RunResult result) {
        BenchmarkParams params = result.getParams();
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        String setting = params.getParamsKeys().stream()
                .map(key -> key + ' ' + params.getParam(key))
                .collect(Collectors.joining(", "));
        int run = 0;
        for (var fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                Map<Measure, Double> values = Map.of(
                        Measure.MICROS, micros(iteration.getPrimaryResult()),
                        Measure.LOOKS, forEachDelta("looks", iteration),
                        Measure.MATCHED, forEachDelta("matched", iteration));
                bench.add(new Observation(name(), setting, method, ++run, values));
            }
        }
    }

    private static double micros(Result<?> result) {
        return result.getScore() * MICROS.getOrDefault(result.getScoreUnit(), Double.NaN);
    }

    /** A count, of which JMH tells the time that one took. */
    private static double forEachDelta(String counter, IterationResult iteration) {
        Result<?> each = Objects.requireNonNull(iteration.getSecondaryResults().get(counter), counter);
        return micros(iteration.getPrimaryResult()) / micros(each);
    }
}
