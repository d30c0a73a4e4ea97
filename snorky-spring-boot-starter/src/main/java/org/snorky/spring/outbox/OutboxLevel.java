package org.snorky.spring.outbox;

import java.time.Duration;

/**
 * How full the table was, a moment ago.
 *
 * @param pending transactions that wait to be sent
 * @param parked transactions that were put aside
 * @param oldest how long the first of the pending ones has waited; zero if there is none
 */
public record OutboxLevel(long pending, long parked, Duration oldest) {}
