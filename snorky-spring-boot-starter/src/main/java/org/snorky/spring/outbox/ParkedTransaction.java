package org.snorky.spring.outbox;

import java.time.Instant;
import java.util.List;

/**
 * A transaction that the server refused, as operators see it: without its rows, which are none of their business.
 *
 * @param attempts how often the server refused it
 * @param bytes its approximate size
 */
public record ParkedTransaction(
        long id, List<String> models, String problem, int attempts, long bytes, Instant createdAt, Instant parkedAt) {}
