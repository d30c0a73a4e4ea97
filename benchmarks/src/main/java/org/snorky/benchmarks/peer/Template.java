package org.snorky.benchmarks.peer;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which {@code @NAME@} stands for a value; on lines of comment, which begin with {@code #}, it stands for itself. */
final class Template {

    private static final Pattern NAME = Pattern.compile("(?m)^\\h*#.*$|@([A-Z_]+)@");

    private Template() {}

    static String fill(String template, Map<String, String> values) {
        return NAME.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? found.group() : value(found.group(1), values)));
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for @" + name + "@");
        }
        return value;
    }
}
