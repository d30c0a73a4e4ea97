package org.snorky.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The median of some values, with the smallest and the greatest. */
record Spread(double median, double min, double max) {

    static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    @Override
    public String toString() {
        return number(median) + (min == max ? "" : " (" + number(min) + "–" + number(max) + ")");
    }

    /** Three digits that count, and no more. */
    static String number(double value) {
        double size = Math.abs(value);
        return size >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
