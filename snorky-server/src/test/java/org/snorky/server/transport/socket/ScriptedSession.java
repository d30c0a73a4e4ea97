package org.snorky.server.transport.socket;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.snorky.server.limit.Refusals;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/** A session of which the test has the client, the thread and the clock in its hands. */
abstract class ScriptedSession {

    static final CloseReason BYE = new CloseReason(1012, "bye");
    static final Duration SECONDS_10 = Duration.ofSeconds(10);

    final ScriptedWriter writer = new ScriptedWriter();
    final Queue<Runnable> tasks = new ArrayDeque<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Refusals refusals = new Refusals(registry);
    final OpenSessions sessions = new OpenSessions();
    private final SocketMeters meters = new SocketMeters(registry, sessions);
    private final OutboundMemory memory = new OutboundMemory(1 << 20, sessions, Runnable::run);
    final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = start;
    long nanos = 1;
    ClientIdentity identity = ClientIdentity.ANONYMOUS;
    Duration idleTime = Duration.ZERO;
    SocketSession session = session();

    SocketSession session() {
        return session(new OutboundLimits(3, 10, 8, SECONDS_10, Duration.ofSeconds(5)));
    }

    SocketSession session(OutboundLimits limits) {
        Heartbeat heartbeat = new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20));
        return new SocketSession(
                new Peer("1", "websocket", identity, "127.0.0.1"),
                new WayOut(writer, Turns.on(tasks::add)),
                new SocketSettings(
                        100,
                        limits,
                        heartbeat,
                        idleTime,
                        meters,
                        memory,
                        refusals,
                        Runnable::run,
                        () -> nanos,
                        () -> now));
    }

    void send(String... texts) {
        for (String text : texts) {
            session.send(OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        now = now.plusSeconds(seconds);
        session.tick();
        runTasks();
    }
}
