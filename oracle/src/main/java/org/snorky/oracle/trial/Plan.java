package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.Set;
import org.snorky.oracle.world.World;

/**
 * What a run shall be.
 *
 * @param seed of everything that is drawn
 * @param clients how many
 * @param length after which no new round begins, once every kind of fault has struck
 * @param kinds of faults that may strike
 * @param alone whether most rounds have a single fault, for the recovery times
 * @param patience how long lists may take to become equal
 */
public record Plan(
        long seed,
        World.Setup setup,
        int clients,
        Duration length,
        Set<FaultKind> kinds,
        boolean alone,
        Duration patience) {}
