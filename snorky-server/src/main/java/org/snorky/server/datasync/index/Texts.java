package org.snorky.server.datasync.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Intervals of texts: those of one beginning are found by a look-up for each length that beginnings have, however many there
 * are, all others by an {@link IntervalTree}.
 */
final class Texts<T> {

    /** Longer beginnings stand in the tree, so that look-ups are few. */
    private static final int MAX_LENGTH = 32;

    private final Map<String, Content<T>> byBeginning = new HashMap<>(4);
    private final IntervalTree<T> others = new IntervalTree<>();

    /** How many beginnings there are of each length. */
    private int[] lengths = {};

    void add(TextInterval interval, Placement<T> placement, int depth) {
        String beginning = shortBeginning(interval);
        if (beginning == null) {
            others.add(interval, placement, depth);
            return;
        }
        Content<T> before = byBeginning.get(beginning);
        byBeginning.put(beginning, before == null ? placement : before.with(placement, depth));
        if (before == null) {
            int length = beginning.length();
            lengths = length < lengths.length ? lengths : Arrays.copyOf(lengths, length + 1);
            lengths[length]++;
        }
    }

    private static @Nullable String shortBeginning(TextInterval interval) {
        String beginning = interval.beginning();
        return beginning == null || beginning.length() > MAX_LENGTH ? null : beginning;
    }

    /** Takes out what was added, and gives whether nothing is left. */
    boolean remove(TextInterval interval, Placement<T> placement, int depth) {
        String beginning = shortBeginning(interval);
        if (beginning == null) {
            others.remove(interval, placement, depth);
        } else if (byBeginning.computeIfPresent(beginning, (key, content) -> content.without(placement, depth))
                == null) {
            lengths[beginning.length()]--;
        }
        return byBeginning.isEmpty() && others.isEmpty();
    }

    void probe(Probe<T> probe, JsonNode value, int rows, int depth) {
        String text = value.stringValue();
        for (int length = 0; length < lengths.length && length <= text.length(); length++) {
            if (lengths[length] > 0) {
                probe.looked();
                Content<T> content = byBeginning.get(text.substring(0, length));
                if (content != null) {
                    content.probe(probe, rows, depth);
                }
            }
        }
        others.probe(probe, value, 0, rows, depth);
    }
}
