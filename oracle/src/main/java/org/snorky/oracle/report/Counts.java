package org.snorky.oracle.report;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The sum of what clients have counted. */
final class Counts {

    private final Map<String, Long> sums = new TreeMap<>();

    /** Adds what each client of a world has counted, by its name. */
    void add(JsonNode byClient) {
        byClient.forEach(client -> add("", client));
    }

    private void add(String prefix, JsonNode counts) {
        counts.properties().forEach(count -> {
            String name = prefix + count.getKey();
            if (count.getValue().isObject()) {
                add(name + ".", count.getValue());
            } else {
                sums.merge(name, count.getValue().longValue(), Long::sum);
            }
        });
    }

    long of(String name) {
        return sums.getOrDefault(name, 0L);
    }

    /** How many of each kind, such as the reasons of {@code resyncs}. */
    Map<String, Long> kindsOf(String name) {
        Map<String, Long> kinds = new TreeMap<>();
        sums.forEach((key, count) -> {
            if (key.startsWith(name + ".")) {
                kinds.put(key.substring(name.length() + 1), count);
            }
        });
        return kinds;
    }

    Map<String, Long> all() {
        return sums;
    }
}
