package org.snorky.server.history;

import java.time.Duration;

/**
 * How much a history keeps; whichever bound is reached first cuts it, the oldest first.
 *
 * @param count messages of one channel
 * @param bytes memory that those of one channel may take, estimated
 * @param totalBytes the same for all channels together
 * @param age how long ago they were said
 */
public record HistoryBounds(int count, long bytes, long totalBytes, Duration age) {}
