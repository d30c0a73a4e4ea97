package org.snorky.benchmarks.peer;

import java.util.List;
import java.util.stream.IntStream;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Handshake;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

/** Rows of a model: authorised and published by the backend, delivered to browsers with positions. */
final class DataSyncDialect implements Dialect {

    private final String model;
    private final int port;
    private final AccessTokens accessTokens;
    private final Backend backend;
    private final int backendPort;

    DataSyncDialect(String model, int port, AccessTokens accessTokens, Backend backend, int backendPort) {
        this.model = model;
        this.port = port;
        this.accessTokens = accessTokens;
        this.backend = backend;
        this.backendPort = backendPort;
    }

    @Override
    public Handshake handshake(int client, int subscriptions) {
        return new Handshake(port, "/ws?access_token=" + accessTokens.of("user-" + client));
    }

    @Override
    public List<Step> subscribe(int client, int subscriptions) {
        return IntStream.range(0, subscriptions)
                .mapToObj(i -> Step.say(
                        acquire(backend.authorize(i == 0 ? model : "Quiet" + i).token()), "\"response\""))
                .toList();
    }

    @Override
    public Publisher publisher() {
        return new Publisher.OverHttp(
                backendPort,
                "/backend/deltas",
                List.of(backend.keyHeader(), "Content-Type: application/json"),
                true,
                (payload, number) -> "[{\"type\":\"insert\",\"model\":\"" + model + "\",\"data\":{\"id\":" + number
                        + ',' + payload.substring(1) + "}]");
    }

    private static String acquire(String token) {
        return "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\""
                + token + "\",\"position\":null},\"callId\":1}}";
    }
}
