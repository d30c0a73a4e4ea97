package org.snorky.oracle.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.application.Work;
import org.snorky.oracle.trial.FaultKind;
import org.snorky.oracle.trial.Plan;
import org.snorky.oracle.trial.ResumeCost;
import org.snorky.oracle.trial.Round;
import org.snorky.oracle.trial.Trial;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What came of many runs. */
public final class Report {

    private final List<Plan> plans = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, List<Duration>> alone = new EnumMap<>(FaultKind.class);
    private final List<Duration> together = new ArrayList<>();
    private final Counts counts = new Counts();
    private Work work = Work.NONE;
    private int rounds;
    private int lists;
    private @Nullable ResumeCost cost;

    public void add(ResumeCost measured) {
        cost = measured;
    }

    public void add(Trial.Result result) {
        plans.add(result.plan());
        result.rounds().forEach(this::add);
        lists += result.lists();
        counts.add(result.counts());
    }

    private void add(Round round) {
        rounds++;
        work = work.plus(round.work());
        round.faults().stream()
                .filter(kind -> kind != FaultKind.NONE)
                .forEach(kind -> faults.merge(kind, 1, Integer::sum));
        if (round.alone()) {
            alone.computeIfAbsent(round.faults().get(0), kind -> new ArrayList<>())
                    .add(round.recovery());
        } else {
            together.add(round.recovery());
        }
    }

    /** Adds a run that ended with lists other than their SELECTs. */
    public void addMismatch(Plan plan, String what) {
        plans.add(plan);
        mismatches.add("seed " + plan.seed() + ": " + what.lines().findFirst().orElse(what));
    }

    public int mismatches() {
        return mismatches.size();
    }

    /** Writes {@code report.md} and {@code report.json}. */
    public void write(Path folder, Duration length) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), markdown(length));
        Files.writeString(
                folder.resolve("report.json"),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(json(length)));
    }

    private Map<String, Object> json(Duration length) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", length.toSeconds());
        json.put("seeds", plans.stream().map(Plan::seed).toList());
        json.put("runs", plans.size());
        json.put("rounds", rounds);
        json.put("lists", lists);
        json.put("work", work);
        json.put("faults", faults);
        json.put("recoveryAlone", recoveries());
        json.put("recoveryTogether", together.isEmpty() ? null : Recovery.of(together));
        json.put("clients", counts.all());
        json.put("resumeCost", cost);
        json.put("mismatches", mismatches);
        return json;
    }

    private Map<FaultKind, Recovery> recoveries() {
        Map<FaultKind, Recovery> recoveries = new EnumMap<>(FaultKind.class);
        alone.forEach((kind, durations) -> recoveries.put(kind, Recovery.of(durations)));
        return recoveries;
    }

    /** The report as a document. */
    public String markdown(Duration length) {
        Table text = new Table();
        text.line("# What the oracle found").line("");
        text.head("what", "how much")
                .row("mismatches", mismatches.size())
                .row("runs", plans.size())
                .row("seeds", plans.stream().map(Plan::seed).toList())
                .row("rounds, each ended with a comparison of all lists", rounds)
                .row("time", length.toMinutes() + " min")
                .row("lists held", lists)
                .row("transactions", work.transactions())
                .row("of them rolled back by intent, and by conflicts", work.rolledBack() + ", " + work.conflicts())
                .row("rows inserted, updated, deleted", work.inserts() + ", " + work.updates() + ", " + work.deletes())
                .row("savepoints, of them rolled back", work.savepoints() + ", " + work.savepointsRolledBack())
                .row("connections opened by clients", counts.of("connections"))
                .row("deltas they got", counts.of("deltas"))
                .row("resumes that succeeded", counts.of("resumed"))
                .row("acquisitions refused", counts.kindsOf("refused"))
                .row("resyncs told", counts.kindsOf("resyncs"))
                .row("fetches, besides the first of each list", counts.of("fetches") - lists)
                .row("bytes of a resume, on average", average("resumeBytes", "resumed"))
                .row("bytes of a fetch, on average", average("fetchedBytes", "fetches"));
        mismatches.forEach(mismatch -> text.line("").line("MISMATCH, " + mismatch));
        text.line("").line("## Recovery").line("");
        text.head("fault", "struck", "alone", "median", "longest");
        for (FaultKind kind : kinds()) {
            Recovery recovery = recoveries().get(kind);
            text.row(
                    kind.meaning(),
                    faults.getOrDefault(kind, 0),
                    recovery == null ? 0 : recovery.times(),
                    recovery == null ? "" : seconds(recovery.median()),
                    recovery == null ? "" : seconds(recovery.longest()));
        }
        if (!together.isEmpty()) {
            Recovery recovery = Recovery.of(together);
            text.row(
                    "several at once, with clients slow, flapping and asleep",
                    "",
                    recovery.times(),
                    seconds(recovery.median()),
                    seconds(recovery.longest()));
        }
        if (cost != null) {
            text.line("").line(cost.toString());
        }
        return text.toString();
    }

    private Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        plans.forEach(plan -> kinds.addAll(plan.kinds()));
        return kinds;
    }

    private long average(String bytes, String times) {
        return counts.of(bytes) / Math.max(1, counts.of(times));
    }

    private static String seconds(Duration duration) {
        return String.format("%.1f s", duration.toMillis() / 1000.0);
    }
}
