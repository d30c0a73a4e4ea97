package org.snorky.benchmarks.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was measured of all starts, as Markdown (medians, with smallest and greatest) and as CSV (each run). */
final class StartTable {

    private final Map<String, List<Figures>> runs = new LinkedHashMap<>();
    private final StringBuilder csv = new StringBuilder("variant,run,")
            .append(String.join(",", Figures.COLUMNS))
            .append('\n');

    void add(Variant variant, int run, Figures figures) {
        runs.computeIfAbsent(variant.name(), name -> new ArrayList<>()).add(figures);
        csv.append("\"%s\",%d,".formatted(variant.name(), run))
                .append(figures.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .append('\n');
    }

    String csv() {
        return csv.toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| | ")
                .append(String.join(" | ", Figures.TITLES))
                .append(" |\n|---|")
                .append("---|".repeat(Figures.TITLES.size()))
                .append('\n');
        runs.forEach((name, figures) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(IntStream.range(0, Figures.TITLES.size())
                        .mapToObj(column -> spread(figures.stream()
                                .map(each -> each.rounded().get(column))
                                .sorted()
                                .toList()))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return text.toString();
    }

    private static String spread(List<Long> sorted) {
        long median = sorted.get(sorted.size() / 2);
        long least = sorted.get(0);
        long most = sorted.get(sorted.size() - 1);
        return least == most ? "%,d".formatted(median) : "%,d (%,d–%,d)".formatted(median, least, most);
    }
}
