package org.snorky.server.datasync.index;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.datasync.filter.Numbers;
import tools.jackson.databind.JsonNode;

/**
 * A place in the rows, with the anchors that ask for what stands there, and the places within it.
 *
 * <p>Of the fields that anchors ask for and the fields that a row has, the fewer are gone through: names of fields that no
 * row has cost nothing.
 */
final class Branch<T> {

    private @Nullable Map<String, Branch<T>> within;
    private @Nullable Map<JsonKey, Content<T>> byValue;
    private @Nullable IntervalTree<T> numbers;
    private @Nullable Texts<T> texts;
    private @Nullable Content<T> present;

    /** Adds below this, the place of whole rows. */
    void add(Anchor anchor, Placement<T> placement, int depth) {
        Branch<T> branch = this;
        for (String step : anchor.field().steps()) {
            branch = branch.into(step);
        }
        branch.addHere(anchor, placement, depth + 1);
    }

    private Branch<T> into(String step) {
        if (within == null) {
            within = new LinkedHashMap<>(4);
        }
        return within.computeIfAbsent(step, absent -> new Branch<>());
    }

    private void addHere(Anchor anchor, Placement<T> placement, int depth) {
        if (anchor instanceof Anchor.Value value) {
            byValue = byValue == null ? new HashMap<>(4) : byValue;
            byValue.compute(
                    value.key(), (key, content) -> content == null ? placement : content.with(placement, depth));
        } else if (anchor instanceof NumberInterval interval) {
            numbers = numbers == null ? new IntervalTree<>() : numbers;
            numbers.add(interval, placement, depth);
        } else if (anchor instanceof TextInterval interval) {
            texts = texts == null ? new Texts<>() : texts;
            texts.add(interval, placement, depth);
        } else {
            present = present == null ? placement : present.with(placement, depth);
        }
    }

    /** Takes out what was added, and gives whether nothing is left. */
    boolean remove(Anchor anchor, Placement<T> placement, int depth) {
        return remove(anchor.field().steps(), 0, anchor, placement, depth + 1);
    }

    private boolean remove(List<String> steps, int step, Anchor anchor, Placement<T> placement, int depth) {
        if (step == steps.size()) {
            removeHere(anchor, placement, depth);
        } else if (within != null) {
            String name = steps.get(step);
            Branch<T> branch = within.get(name);
            if (branch == null) {
                throw new IllegalStateException("Not in the index");
            }
            if (branch.remove(steps, step + 1, anchor, placement, depth)) {
                within.remove(name);
                within = within.isEmpty() ? null : within;
            }
        }
        return isEmpty();
    }

    private void removeHere(Anchor anchor, Placement<T> placement, int depth) {
        if (anchor instanceof Anchor.Value value && byValue != null) {
            byValue.computeIfPresent(value.key(), (key, content) -> content.without(placement, depth));
            byValue = byValue.isEmpty() ? null : byValue;
        } else if (anchor instanceof NumberInterval interval && numbers != null) {
            numbers = numbers.remove(interval, placement, depth) ? null : numbers;
        } else if (anchor instanceof TextInterval interval && texts != null) {
            texts = texts.remove(interval, placement, depth) ? null : texts;
        } else if (present != null) {
            present = present.without(placement, depth);
        }
    }

    boolean isEmpty() {
        return within == null && !asks();
    }

    private boolean asks() {
        return present != null || byValue != null || numbers != null || texts != null;
    }

    /** Looks up those of the probe's rows that have come to this, the place of whole rows. */
    void probe(Probe<T> probe, int rows, int depth) {
        probe(probe, probe.before(rows), probe.after(rows), depth + 1);
    }

    private void probe(Probe<T> probe, @Nullable JsonNode before, @Nullable JsonNode after, int depth) {
        if (asks()) {
            if (present != null) {
                present.probe(probe, Probe.rows(before, after), depth);
            }
            if (before != null && before.equals(after)) {
                look(probe, before, Probe.BEFORE | Probe.AFTER, depth);
            } else {
                look(probe, before, Probe.BEFORE, depth);
                look(probe, after, Probe.AFTER, depth);
            }
        }
        if (within != null) {
            goOn(within, probe, objectOrNull(before), objectOrNull(after), depth);
        }
    }

    private static @Nullable JsonNode objectOrNull(@Nullable JsonNode value) {
        return value != null && value.isObject() ? value : null;
    }

    private void look(Probe<T> probe, @Nullable JsonNode value, int rows, int depth) {
        if (value == null) {
            return;
        }
        if (byValue != null) {
            probe.looked();
            Content<T> content = byValue.get(JsonKey.of(value));
            if (content != null) {
                content.probe(probe, rows, depth);
            }
        }
        if (numbers != null && value.isNumber()) {
            numbers.probe(probe, Numbers.exact(value), Numbers.nearest(value), rows, depth);
        } else if (texts != null && value.isString()) {
            texts.probe(probe, value, rows, depth);
        }
    }

    private static <T> void goOn(
            Map<String, Branch<T>> branches,
            Probe<T> probe,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            int depth) {
        if (branches.size() <= size(before) + size(after)) {
            branches.forEach((name, branch) -> branch.probeIfThere(probe, get(before, name), get(after, name), depth));
            return;
        }
        if (before != null) {
            before.properties().forEach(field -> {
                Branch<T> branch = branches.get(field.getKey());
                if (branch != null) {
                    branch.probeIfThere(probe, field.getValue(), get(after, field.getKey()), depth);
                }
            });
        }
        if (after != null) {
            after.properties().forEach(field -> {
                Branch<T> branch = branches.get(field.getKey());
                if (branch != null && get(before, field.getKey()) == null) {
                    branch.probeIfThere(probe, null, field.getValue(), depth);
                }
            });
        }
    }

    private void probeIfThere(Probe<T> probe, @Nullable JsonNode before, @Nullable JsonNode after, int depth) {
        if (before != null || after != null) {
            probe(probe, before, after, depth);
        }
    }

    private static int size(@Nullable JsonNode object) {
        return object == null ? 0 : object.size();
    }

    private static @Nullable JsonNode get(@Nullable JsonNode object, String name) {
        return object == null ? null : object.get(name);
    }
}
