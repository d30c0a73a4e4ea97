package org.snorky.benchmarks.peer;

import java.util.List;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** Publish and subscribe as browsers speak it. */
final class PubSubDialect implements Dialect {

    private final int port;
    private final AccessTokens accessTokens;

    PubSubDialect(int port, AccessTokens accessTokens) {
        this.port = port;
        this.accessTokens = accessTokens;
    }

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return new Handshake(port, "/ws?access_token=" + accessTokens.of("user-" + client));
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        return Channels.of(subscriptions).stream()
                .map(channel -> Step.say(command("subscribe", "\"channel\":\"" + channel + '"'), "\"response\""))
                .toList();
    }

    @Override
    public Publisher publisher() {
        return new Publisher.OverWebSocket(
                new Handshake(port, "/ws?access_token=" + accessTokens.of("publisher")),
                List.of(),
                false,
                (payload, number) ->
                        command("publish", "\"channel\":\"" + Channels.BUSY + "\",\"message\":" + payload));
    }

    private static String command(String name, String params) {
        return "{\"service\":\"pubsub\",\"message\":{\"command\":\"" + name + "\",\"params\":{" + params
                + "},\"callId\":1}}";
    }
}
