package org.snorky.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All runs as comma-separated values (RFC 4180), one a line. */
final class Csv {

    private final Map<String, Contender> contenders;
    private final String machine;

    Csv(Map<String, Contender> contenders, String machine) {
        this.contenders = contenders;
        this.machine = machine;
    }

    String text(List<Observation> observations) {
        List<String> head = new ArrayList<>(List.of("scenario", "setting", "peer", "run", "fault"));
        Stream.of(Measure.values()).map(Measure::column).forEach(head::add);
        head.addAll(List.of("version", "command", "machine"));
        return line(head) + observations.stream().map(this::line).collect(Collectors.joining());
    }

    private String line(Observation run) {
        List<String> cells = new ArrayList<>(
                List.of(run.scenario(), run.setting(), run.peer(), Integer.toString(run.run()), run.fault()));
        for (Measure measure : Measure.values()) {
            @Nullable Double value = run.values().get(measure);
            cells.add(value == null ? "" : String.format(Locale.ROOT, "%.4f", value));
        }
        @Nullable Contender peer = contenders.get(run.peer());
        cells.add(peer == null ? "" : peer.version());
        cells.add(peer == null ? "" : String.join(" ", peer.command()));
        cells.add(machine);
        return line(cells);
    }

    private static String line(Collection<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
