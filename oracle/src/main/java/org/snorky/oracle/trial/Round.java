package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.List;
import org.snorky.oracle.application.Work;

/**
 * What came of one round.
 *
 * @param faults what struck, one entry each time
 * @param recovery from the end of the last fault and of the work to when every list was equal to its SELECT
 * @param alone whether only one fault struck, so that the recovery is that fault's
 */
public record Round(int number, List<FaultKind> faults, Work work, Duration recovery, boolean alone) {}
