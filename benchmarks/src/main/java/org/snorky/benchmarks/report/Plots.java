package org.snorky.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A scenario's plots: a bar for each peer in each setting that has several. */
final class Plots {

    private final String scenario;
    private final TableForm form;

    Plots(String scenario, TableForm form) {
        this.scenario = scenario;
        this.form = form;
    }

    /** Writes them, and gives their files' names. */
    List<String> write(Path folder, List<Observation> observations) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Series> setting : Series.bySetting(observations).entrySet()) {
            List<BarChart.Bar> bars = bars(setting.getValue());
            if (bars.size() > 1) {
                String name = (scenario + ' ' + setting.getKey())
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]+", "-")
                        + ".svg";
                String title = form.main().title() + ": " + scenario + ", " + setting.getKey();
                Files.writeString(folder.resolve(name), new BarChart(title, bars).svg());
                names.add(name);
            }
        }
        return names;
    }

    private List<BarChart.Bar> bars(Series series) {
        return series.peers().stream()
                .flatMap(peer -> series.spread(peer, form.main()).stream()
                        .filter(spread -> spread.min() > 0)
                        .map(spread -> new BarChart.Bar(peer, spread)))
                .toList();
    }
}
