package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.LoadLoop;
import org.snorky.benchmarks.load.Pace;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Round;
import org.snorky.benchmarks.load.Step;
import org.snorky.benchmarks.peer.Backend.Subscription;
import org.snorky.benchmarks.peer.SnorkyServer;

/** Clients with subscriptions that they resume together, as often as wanted: a new connection takes over what the last one had. */
final class Storm {

    /** What clients have to do in a storm. */
    enum Kind {
        /** They are connected, and acquire. */
        CONNECTED("connected"),
        /** They connect, are authenticated, and acquire, as after a restart. */
        CONNECTING("connecting");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static final String MODEL = "Task";

    private static final Pace ALL_AT_ONCE = new Pace.PerSecond(10_000);

    private final Dialect dialect;
    private final List<Subscription> subscriptions;

    Storm(SnorkyServer server, List<Subscription> subscriptions) {
        this.dialect = server.rows(MODEL);
        this.subscriptions = subscriptions;
    }

    /** Publishes so many deltas after the position that the subscriptions have. */
    void publish(int count) throws IOException {
        try (LoadLoop loop = new LoadLoop(dialect, FanOut.PAYLOAD, 0)) {
            loop.connectPublisher();
            loop.publish(ALL_AT_ONCE, Duration.ofNanos(count * 100_000L));
        }
    }

    /** The clients of a storm, as they are before it. */
    LoadLoop clients(Kind kind) throws IOException {
        LoadLoop loop = new LoadLoop(new Resuming(dialect, kind, subscriptions), FanOut.PAYLOAD, 0);
        if (kind == Kind.CONNECTED) {
            loop.connect(subscriptions.size(), 1);
        }
        return loop;
    }

    /** Has all of them resume, and waits until each has so many deltas. */
    Round resume(LoadLoop clients, Kind kind, int each) throws IOException {
        return kind == Kind.CONNECTED
                ? clients.ask(client -> acquire(subscriptions.get(client)), each)
                : clients.come(subscriptions.size(), each);
    }

    private static String acquire(Subscription subscription) {
        return "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\""
                + subscription.token() + "\",\"position\":\"" + subscription.position() + "\"},\"callId\":1}}";
    }

    /** A dialect whose subscribers resume once they are connected, or say nothing by themselves. */
    private record Resuming(Dialect dialect, Kind kind, List<Subscription> subscriptions) implements Dialect {

        @Override
        public Handshake handshake(int client, int count) {
            return dialect.handshake(client, count);
        }

        @Override
        public List<Step> subscribe(int client, int count) {
            return kind == Kind.CONNECTED ? List.of() : List.of(Step.say(acquire(subscriptions.get(client))));
        }

        @Override
        public Publisher publisher() {
            return dialect.publisher();
        }
    }
}
