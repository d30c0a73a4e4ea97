package org.snorky.benchmarks.load;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection that must get each message once and in order. */
final class Subscriber extends WebSocketLink {

    private final int client;
    private final Tally tally;
    private long next;
    private long since = Long.MIN_VALUE;

    /** A subscriber whose first message will have a number. */
    Subscriber(
            SocketChannel channel,
            SelectionKey key,
            int client,
            Dialect dialect,
            Handshake handshake,
            List<Step> steps,
            int payloadSize,
            Tally tally,
            long first) {
        super(channel, key, handshake, steps, dialect.binary(), dialect.heartbeat(), payloadSize);
        this.client = client;
        this.tally = tally;
        this.next = first;
    }

    @Override
    public void message(long time, long number) {
        tally.delivered(time, number == next, since);
        next = number + 1;
    }

    int client() {
        return client;
    }

    /** The number of the message that must come next. */
    long next() {
        return next;
    }

    /** It was away, so what was due until now is late. */
    void cameBack(long time) {
        since = time;
    }

    @Override
    void ready() {
        tally.ready();
    }
}
