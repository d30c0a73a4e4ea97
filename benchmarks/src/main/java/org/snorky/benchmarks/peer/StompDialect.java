package org.snorky.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** STOMP 1.2. Spring's simple broker gives no receipts, so a message to oneself tells that the subscriptions before it are there. */
record StompDialect(int port) implements Dialect {

    private static final Step CONNECT =
            Step.say(frame("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0", ""), "CONNECTED");

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return new Handshake(port, "/ws", List.of("Sec-WebSocket-Protocol: v12.stomp"));
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        List<Step> steps = new ArrayList<>(List.of(CONNECT));
        for (String channel : Channels.of(subscriptions)) {
            steps.add(Step.say(frame("SUBSCRIBE\nid:" + channel + "\ndestination:/topic/" + channel, "")));
        }
        String own = "/topic/own-" + client;
        steps.add(Step.say(frame("SUBSCRIBE\nid:own\ndestination:" + own, "")));
        steps.add(Step.say(frame("SEND\ndestination:" + own, "subscribed"), "subscribed"));
        steps.add(Step.say(frame("UNSUBSCRIBE\nid:own", "")));
        return List.copyOf(steps);
    }

    @Override
    public Publisher publisher() {
        return new Publisher.OverWebSocket(
                handshake(0, 0),
                List.of(CONNECT),
                false,
                (payload, number) -> frame("SEND\ndestination:/topic/" + Channels.BUSY, payload));
    }

    private static String frame(String head, String body) {
        return head + "\n\n" + body + '\0';
    }
}
