package org.snorky.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was seen, and what is written of it into a folder: {@code results.md}, {@code results.csv} and plots. */
public final class Report {

    private final Path folder;
    private final String command;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, TableForm> forms = new LinkedHashMap<>();
    private final Map<String, Contender> contenders = new LinkedHashMap<>();

    /** A report for a folder, which is made, on what a command line measures. */
    public Report(Path folder, String command) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.command = command;
    }

    public Path folder() {
        return folder;
    }

    /** Says how the table of a scenario looks. */
    public void form(String scenario, TableForm form) {
        forms.put(scenario, form);
    }

    /** Says who takes part, or why not. */
    public void add(Contender contender) {
        contenders.put(contender.name(), contender);
    }

    public void add(Observation observation) {
        observations.add(observation);
    }

    /** Writes everything that is known so far, over what was written before. */
    public void write() throws IOException {
        Files.writeString(folder.resolve("results.csv"), new Csv(contenders, Machine.describe()).text(observations));
        StringBuilder text = new StringBuilder("# Results\n\n");
        text.append("- machine: ").append(Machine.describe()).append('\n');
        text.append("- command: `").append(command).append("`\n");
        text.append("- values are medians (smallest–greatest); ratios are of runs of the same round\n");
        for (Map.Entry<String, TableForm> form : forms.entrySet()) {
            List<Observation> own = observations.stream()
                    .filter(observation -> observation.scenario().equals(form.getKey()))
                    .toList();
            if (!own.isEmpty()) {
                text.append(new MarkdownTables(form.getKey(), form.getValue(), contenders).text(own));
                for (String plot : new Plots(form.getKey(), form.getValue()).write(folder, own)) {
                    text.append("\n![").append(plot).append("](").append(plot).append(")\n");
                }
            }
        }
        text.append(new Legend(contenders).text());
        Files.writeString(folder.resolve("results.md"), text);
    }
}
