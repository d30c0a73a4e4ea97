package org.snorky.spring.publish;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snorky.protocol.Delta;

/**
 * What a committed transaction has to tell.
 *
 * @param staleModels models that it changed in ways it cannot tell as rows
 * @param bytes the approximate size of the deltas as JSON
 */
record CommittedChanges(List<Delta> deltas, Set<String> staleModels, long bytes) {

    CommittedChanges {
        deltas = List.copyOf(deltas);
        staleModels = Set.copyOf(staleModels);
    }

    static CommittedChanges of(List<Delta> deltas, Set<String> staleModels) {
        return new CommittedChanges(deltas, staleModels, JsonSize.of(deltas));
    }

    Set<String> models() {
        Set<String> models = new HashSet<>(staleModels);
        deltas.forEach(delta -> models.add(delta.model()));
        return models;
    }
}
