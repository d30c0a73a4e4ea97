package org.snorky.benchmarks.peer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** The protocol of NATS: lines, in binary frames. */
record NatsDialect(int port, String token) implements Dialect {

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return new Handshake(port, "/");
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        List<String> subjects = Channels.of(subscriptions);
        return List.of(Step.say(
                IntStream.range(0, subscriptions)
                        .mapToObj(i -> "SUB " + subjects.get(i) + ' ' + (i + 1) + "\r\n")
                        .collect(Collectors.joining("", connect(token), "PING\r\n")),
                "PONG"));
    }

    @Override
    public Publisher publisher() {
        return publisher(port, List.of(Step.say(connect(token) + "PING\r\n", "PONG")));
    }

    static Publisher publisher(int port, List<Step> greeting) {
        return new Publisher.OverWebSocket(
                new Handshake(port, "/"), greeting, true, (payload, number) -> publish(Channels.BUSY, "", payload));
    }

    static String connect(String token) {
        return "CONNECT {\"verbose\":false,\"auth_token\":\"" + token + "\"}\r\n";
    }

    /** Publishes ASCII text; whoever gets it may answer to the subject {@code answers}, if that is not empty. */
    static String publish(String subject, String answers, String text) {
        return "PUB " + subject + ' ' + (answers.isEmpty() ? "" : answers + ' ') + text.length() + "\r\n" + text
                + "\r\n";
    }
}
