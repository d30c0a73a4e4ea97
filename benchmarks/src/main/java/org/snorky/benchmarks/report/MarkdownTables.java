package org.snorky.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A scenario's tables, one for each setting. */
final class MarkdownTables {

    private final String scenario;
    private final TableForm form;
    private final Map<String, Contender> contenders;

    MarkdownTables(String scenario, TableForm form, Map<String, Contender> contenders) {
        this.scenario = scenario;
        this.form = form;
        this.contenders = contenders;
    }

    String text(List<Observation> observations) {
        StringBuilder text = new StringBuilder("\n## ")
                .append(scenario)
                .append(": ")
                .append(form.title())
                .append('\n');
        Series.bySetting(observations).forEach((setting, series) -> {
            text.append("\n### ").append(setting).append("\n\n");
            append(text, series);
        });
        return text.toString();
    }

    private void append(StringBuilder text, Series series) {
        boolean compared = series.peers().size() > 1;
        boolean floored = compared && !series.runs(TableForm.FLOOR).isEmpty();
        List<String> head = new ArrayList<>(List.of("peer", form.main().title()));
        if (compared) {
            head.add("to " + form.ours());
        }
        if (floored) {
            head.add("to the floor");
        }
        form.more().forEach(measure -> head.add(measure.title()));
        head.add("runs");
        text.append(row(head))
                .append("|---")
                .append("|---:".repeat(head.size() - 1))
                .append("|\n");
        for (String peer : series.peers()) {
            List<String> cells = new ArrayList<>(List.of(peer, cell(series.spread(peer, form.main()))));
            if (compared) {
                cells.add(cell(series.ratio(peer, form.ours(), form.main())));
            }
            if (floored) {
                cells.add(cell(series.ratio(peer, TableForm.FLOOR, form.main())));
            }
            form.more().forEach(measure -> cells.add(cell(series.spread(peer, measure))));
            cells.add(runs(series.runs(peer)));
            text.append(row(cells));
        }
        if (compared) {
            contenders.values().stream()
                    .filter(contender -> !contender.missing().isEmpty())
                    .forEach(contender ->
                            text.append(row(List.of(contender.name(), "left out: " + contender.missing()))));
        }
    }

    private static String runs(List<Observation> runs) {
        long good = runs.stream().filter(Observation::isResult).count();
        String faults = runs.stream()
                .map(Observation::fault)
                .filter(fault -> !fault.isEmpty())
                .distinct()
                .map(fault -> fault.lines().findFirst().orElse(""))
                .collect(Collectors.joining("; "));
        return good == runs.size() ? Long.toString(good) : good + " of " + runs.size() + ": " + faults;
    }

    private static String cell(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("");
    }

    private static String row(Collection<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
