package org.snorky.server.datasync.log;

import java.time.Duration;

/**
 * How much a log keeps; whichever bound is reached first cuts it.
 *
 * @param entries count of changes
 * @param bytes estimated size of their rows in memory
 * @param age how long ago they were appended
 * @param batchIds how many batch ids are remembered
 * @param idempotencyWindow how long each of them is
 */
public record LogBounds(int entries, long bytes, Duration age, int batchIds, Duration idempotencyWindow) {}
