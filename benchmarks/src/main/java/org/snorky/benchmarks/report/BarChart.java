package org.snorky.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars on a logarithmic scale, with whiskers from the smallest to the greatest value, as SVG. */
final class BarChart {

    /** One of them. */
    record Bar(String label, Spread value) {}

    private static final int LABELS = 150;
    private static final int PLOT = 560;
    private static final int VALUES = 170;
    private static final int ROW = 24;
    private static final int TOP = 48;
    private static final int BOTTOM = 28;

    private final String title;
    private final List<Bar> bars;
    private final int lowest;
    private final int highest;

    BarChart(String title, List<Bar> bars) {
        this.title = title;
        this.bars = bars;
        this.lowest = (int) Math.floor(Math.log10(
                bars.stream().mapToDouble(bar -> bar.value().min()).min().orElse(1)));
        this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(
                bars.stream().mapToDouble(bar -> bar.value().max()).max().orElse(1))));
    }

    String svg() {
        int width = LABELS + PLOT + VALUES;
        int height = TOP + ROW * bars.size() + BOTTOM;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                width,
                height,
                width,
                height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n", width, height);
        add(svg, "<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>%n", 10, escaped(title));
        grid(svg);
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), TOP + ROW * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        int end = TOP + ROW * bars.size();
        for (int power = lowest; power <= highest; power++) {
            double x = x(Math.pow(10, power));
            add(svg, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>%n", x, x, TOP - 4, end);
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>%n",
                    x,
                    end + 18,
                    power >= 0
                            ? String.format(Locale.ROOT, "%,.0f", Math.pow(10, power))
                            : Double.toString(Math.pow(10, power)));
        }
    }

    private void bar(StringBuilder svg, Bar bar, int top) {
        double end = x(bar.value().median());
        double middle = top + ROW / 2.0;
        String colour =
                bar.label().startsWith("snorky") ? "#2a7" : bar.label().equals(TableForm.FLOOR) ? "#999" : "#58b";
        add(
                svg,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                LABELS - 8,
                middle + 4,
                escaped(bar.label()));
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABELS,
                top + 4,
                Math.max(1, end - LABELS),
                ROW - 8,
                colour);
        add(
                svg,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#222\" stroke-width=\"1.5\"/>%n",
                x(bar.value().min()),
                x(bar.value().max()),
                middle,
                middle);
        add(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                x(bar.value().max()) + 6,
                middle + 4,
                escaped(bar.value().toString()));
    }

    private double x(double value) {
        return LABELS + PLOT * (Math.log10(value) - lowest) / (highest - lowest);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
