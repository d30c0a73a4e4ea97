package org.snorky.server.transport.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What is measured of the way out, over all connections. */
public final class SocketMeters {

    private static final Duration[] BUCKETS = LongStream.of(1, 5, 10, 50, 100, 500, 1000, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Counter sent;
    private final Counter tooSlow;
    private final Timer latency;

    /** @param sessions are asked what waits for them whenever somebody wants to know, and count nothing for that */
    public SocketMeters(MeterRegistry meters, OpenSessions sessions) {
        Gauge.builder("snorky.outbound.queue.bytes", sessions, OpenSessions::queuedBytes)
                .description("What waits for clients to take it")
                .baseUnit("bytes")
                .register(meters);
        this.sent = Counter.builder("snorky.outbound.messages")
                .description("Messages handed to the sockets of clients")
                .register(meters);
        this.tooSlow = Counter.builder("snorky.sessions.slow")
                .description("Connections given up because the client was too slow")
                .register(meters);
        this.latency = Timer.builder("snorky.outbound.latency")
                .description("From queueing a message to the socket's taking it; one message in 32 is measured")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    void sent(int messages) {
        sent.increment(messages);
    }

    void tooSlow() {
        tooSlow.increment();
    }

    void latency(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }
}
