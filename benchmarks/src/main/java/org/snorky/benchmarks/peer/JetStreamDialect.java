package org.snorky.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** Consumers of a stream of NATS, one for each client, to which its position is known. Whoever comes first makes the stream. */
record JetStreamDialect(int port, String token) implements Dialect {

    /** More than any client of a benchmark has. A stream must name its subjects, and a wildcard stands for a whole name only. */
    private static final int CHANNELS = 32;

    private static final String STREAM = "{\"name\":\"benchmark\",\"subjects\":"
            + Channels.of(CHANNELS).stream().collect(Collectors.joining("\",\"", "[\"", "\"]"))
            + ",\"storage\":\"memory\",\"retention\":\"limits\",\"max_msgs\":1000,\"discard\":\"old\"}";

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
        List<Step> steps = new ArrayList<>();
        String answers = "answers." + client;
        steps.add(Step.say(
                NatsDialect.connect(token) + "SUB " + answers + " 1\r\n"
                        + NatsDialect.publish("$JS.API.STREAM.CREATE.benchmark", answers, STREAM),
                "stream_create_response"));
        int id = 1;
        for (String subject : Channels.of(subscriptions)) {
            String inbox = "inbox." + client + '.' + ++id;
            String consumer = "{\"stream_name\":\"benchmark\",\"config\":{\"deliver_subject\":\"" + inbox
                    + "\",\"filter_subject\":\"" + subject
                    + "\",\"deliver_policy\":\"new\",\"ack_policy\":\"none\",\"max_deliver\":1,\"replay_policy\":\"instant\""
                    + ",\"mem_storage\":true,\"num_replicas\":1}}";
            steps.add(Step.say(
                    "SUB " + inbox + ' ' + id + "\r\n"
                            + NatsDialect.publish("$JS.API.CONSUMER.CREATE.benchmark", answers, consumer),
                    "\"num_pending\""));
        }
        return List.copyOf(steps);
    }

    @Override
    public Publisher publisher() {
        return NatsDialect.publisher(port, List.of(Step.say(NatsDialect.connect(token) + "PING\r\n", "PONG")));
    }
}
