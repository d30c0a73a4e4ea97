package org.snorky.benchmarks.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;
import org.snorky.benchmarks.peer.Backend.Subscription;

/**
 * Clients of nodes that share a Redis: dealt out in turn to the nodes that serve, and where one of these closes them, back at
 * another, to resume behind the last delta they had.
 *
 * <p>They connect before anything is published, and what is published are batches of one delta by one publisher, whose position
 * is then known by its number.
 */
public final class RoamingRows implements Dialect {

    private final String model;
    private final List<SnorkyServer> serving;
    private final SnorkyServer publishedTo;
    private final Duration spread;
    private final RandomGenerator random;
    private final Map<Integer, Subscription> subscriptions = new HashMap<>();
    private int connected;
    private int authorised;

    /**
     * @param serving the nodes that take clients, of which there is always one; it is read by the load client's thread and may change
     * @param publishedTo a node that stays, whether it takes clients or not
     * @param spread how long clients that were closed stay away at the most
     */
    public RoamingRows(
            String model,
            List<SnorkyServer> serving,
            SnorkyServer publishedTo,
            Duration spread,
            RandomGenerator random) {
        this.model = model;
        this.serving = serving;
        this.publishedTo = publishedTo;
        this.spread = spread;
        this.random = random;
    }

    @Override
    public Handshake handshake(int client, int count) {
        return serving(connected++).rows(model).handshake(client, count);
    }

    private SnorkyServer serving(int turn) {
        SnorkyServer[] now = serving.toArray(SnorkyServer[]::new);
        return now[turn % now.length];
    }

    @Override
    public List<Step> subscribe(int client, int count) {
        Subscription subscription = subscriptions.computeIfAbsent(
                client, first -> serving(authorised++).backend().authorize(model));
        return List.of(Step.say(acquire(subscription, subscription.position()), "\"response\""));
    }

    @Override
    public Optional<Comeback> comeBack(int client, long next) {
        Subscription subscription = Objects.requireNonNull(subscriptions.get(client), "not subscribed");
        String begin = subscription.position();
        int dash = begin.lastIndexOf('-');
        String position = begin.substring(0, dash + 1) + (Long.parseLong(begin.substring(dash + 1)) + next);
        return Optional.of(new Comeback(
                Duration.ofNanos((long) (random.nextDouble() * spread.toNanos())),
                handshake(client, 1),
                List.of(Step.say(acquire(subscription, position)))));
    }

    @Override
    public Publisher publisher() {
        return publishedTo.rows(model).publisher();
    }

    private static String acquire(Subscription subscription, String position) {
        return "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\""
                + subscription.token() + "\",\"position\":\"" + position + "\"},\"callId\":1}}";
    }
}
