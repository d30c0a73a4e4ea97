package org.snorky.server.store.redis.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Things of one bucket, as many as one script may be asked about: its keys are in one slot, and nobody else is served while it
 * runs.
 */
public record Slice<T>(int bucket, List<T> things) {

    /**
     * All things, in slices.
     *
     * @param most how many are in each at most
     */
    public static <T> List<Slice<T>> of(Collection<T> all, ToIntFunction<T> bucketOf, int most) {
        Map<Integer, List<T>> buckets = new TreeMap<>();
        for (T thing : all) {
            buckets.computeIfAbsent(bucketOf.applyAsInt(thing), bucket -> new ArrayList<>())
                    .add(thing);
        }
        List<Slice<T>> slices = new ArrayList<>();
        buckets.forEach((bucket, things) -> {
            for (int from = 0; from < things.size(); from += most) {
                slices.add(new Slice<>(bucket, things.subList(from, Math.min(things.size(), from + most))));
            }
        });
        return slices;
    }
}
