package org.snorky.server.history;

import java.time.Instant;

/** A message that is kept in memory. */
record Entry(Track track, long offset, byte[] message, Instant saidAt) {

    /** About what an entry takes besides its message, with its part of the channel's. */
    private static final int OVERHEAD = 300;

    long size() {
        return message.length + OVERHEAD;
    }
}
