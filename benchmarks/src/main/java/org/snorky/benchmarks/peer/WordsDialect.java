package org.snorky.benchmarks.peer;

import java.util.List;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** What broadcasters without a protocol of their own are given: {@code subscribe CHANNEL}, {@code publish CHANNEL MESSAGE}. */
record WordsDialect(int port) implements Dialect {

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return new Handshake(port, "/ws");
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        return Channels.of(subscriptions).stream()
                .map(channel -> Step.say("subscribe " + channel, "subscribed"))
                .toList();
    }

    @Override
    public Publisher publisher() {
        return new Publisher.OverWebSocket(
                handshake(0, 0), List.of(), false, (payload, number) -> "publish " + Channels.BUSY + ' ' + payload);
    }
}
