package org.snorky.benchmarks.load;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection that must get each message once and in order. */
final class Subscriber extends WebSocketLink {

    private final Tally tally;
    private long next;

    /** A subscriber whose first message will have a number. */
    Subscriber(
            SocketChannel channel,
            SelectionKey key,
            Dialect dialect,
            Handshake handshake,
            List<Step> steps,
            int payloadSize,
            Tally tally,
            long first) {
        super(channel, key, handshake, steps, dialect.binary(), dialect.heartbeat(), payloadSize);
        this.tally = tally;
        this.next = first;
    }

    @Override
    public void message(long time, long number) {
        tally.delivered(time, number == next);
        next = number + 1;
    }

    @Override
    void ready() {
        tally.ready();
    }
}
