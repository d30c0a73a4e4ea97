package org.snorky.oracle.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A Markdown text that is mostly tables. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    Table line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Table head(Object... cells) {
        return row(cells).row(Arrays.stream(cells).map(cell -> "---").toArray());
    }

    Table row(Object... cells) {
        return line(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
