package org.snorky.spring.publish;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;

/**
 * What a committed transaction has to tell: its deltas, and behind them what clients must fetch again.
 *
 * @param bytes the approximate size as JSON
 * @param watch who waits for its position, if somebody does
 */
public record CommittedChanges(
        List<Change> changes, long bytes, @Nullable PositionWatch watch) {

    public CommittedChanges {
        changes = List.copyOf(changes);
    }

    public static CommittedChanges of(List<? extends Change> changes) {
        return new CommittedChanges(List.copyOf(changes), JsonSize.of(changes), null);
    }

    CommittedChanges watchedBy(@Nullable PositionWatch watching) {
        return new CommittedChanges(changes, bytes, watching);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    int deltas() {
        return (int) changes.stream().filter(Delta.class::isInstance).count();
    }

    /** Whether there is nothing in it but the wish that clients fetch again. */
    public boolean onlyInvalidates() {
        return changes.stream().allMatch(Invalidation.class::isInstance);
    }

    /** The models whose rows these changes name, for reports. */
    public Set<String> models() {
        Set<String> models = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change instanceof Delta delta) {
                models.add(delta.model());
            } else if (change instanceof Invalidation.Model invalidation) {
                models.add(invalidation.model());
            }
        }
        return models;
    }

    /** What makes clients fetch again whatever these changes concern: for when they cannot be told themselves. */
    public CommittedChanges asInvalidations() {
        Set<Change> invalidations = new LinkedHashSet<>();
        for (Change change : changes) {
            invalidations.add(change instanceof Delta delta ? Invalidation.ofModel(delta.model()) : change);
        }
        return of(List.copyOf(invalidations));
    }
}
