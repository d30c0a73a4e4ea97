package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Messages in good frames: bombs of JSON, floods of calls, clients that take more than their part. */
final class MessageAttacks {

    private MessageAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("bombs of JSON", MessageAttacks::jsonBombs),
                new Attack("random bytes as messages", MessageAttacks::randomText),
                new Attack("as many channels, names, rooms, cursors as will go", MessageAttacks::greed),
                new Attack("floods of messages", MessageAttacks::flood),
                new Attack("clients that never read", MessageAttacks::neverReads));
    }

    private static String call(String service, String command, String params) {
        return "{\"service\":\"%s\",\"message\":{\"command\":\"%s\",\"params\":%s,\"callId\":1}}"
                .formatted(service, command, params);
    }

    private static int jsonBombs(Target target) {
        String collisions = IntStream.range(0, 1 << 10)
                .mapToObj(i -> IntStream.range(0, 10)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(",", "{", "}"));
        String params =
                IntStream.range(0, 4000).mapToObj(i -> "\"p" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
        List<String> bombs = List.of(
                "[".repeat(60_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                call(
                        "pubsub",
                        "publish",
                        "{\"channel\":1,\"message\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"),
                call("pubsub", "subscribe", "{\"channel\":" + "9".repeat(60_000) + "}"),
                call("pubsub", "subscribe", "{\"channel\":1e2147483647}"),
                call("pubsub", "subscribe", "{\"channel\":1e-999999999}"),
                "{\"service\":1e2147483648}",
                call("pubsub", "publish", "{\"channel\":" + collisions + ",\"message\":" + collisions + "}"),
                call("pubsub", "subscribe", params),
                call("pubsub", "subscribe", "{\"channel\":1,\"channel\":2,\"channel\":3}"),
                call("pubsub", "subscribe", "{\"channel\":\"" + "x".repeat(60_000) + "\"}"),
                call("pubsub", "subscribe", "{\"" + "x".repeat(60_000) + "\":1}"),
                call("x".repeat(60_000), "subscribe", "{}"),
                call("pubsub", "x".repeat(60_000), "{}"),
                call("pubsub", "subscribe", "{\"channel\":\"\\ud800\\udfff\\u0000\"}"),
                "{\"service\":\"pubsub\",\"message\":{\"command\":\"x\",\"callId\":" + "[".repeat(90) + "]".repeat(90)
                        + "}}",
                "\u0000",
                "\ufeff{}");
        try (RawSocket socket = target.open()) {
            for (String bomb : bombs) {
                socket.text(bomb);
                assertThat(socket.next())
                        .as("answer to %s…", bomb.substring(0, Math.min(80, bomb.length())))
                        .matches(".*\"(response|error)\".*")
                        .doesNotContain("internal_error");
            }
        }
        return bombs.size();
    }

    private static int randomText(Target target) {
        Random random = new Random(5);
        String letters = "{}[]\",:\\u0123eE+-.truefalsnul servicemgpb\u0000é😀";
        int count = target.times(500);
        try (RawSocket socket = target.open()) {
            for (int i = 0; i < count; i++) {
                String text = random.ints(random.nextInt(60), 0, letters.length())
                        .mapToObj(at -> String.valueOf(letters.charAt(at)))
                        .filter(letter -> !Character.isSurrogate(letter.charAt(0)))
                        .collect(Collectors.joining());
                socket.text(text);
                assertThat(socket.next()).as("answer to %s", text).contains("\"error\"");
            }
        }
        return count;
    }

    private static int greed(Target target) {
        int tried = 0;
        for (int client = 0; client < target.times(3); client++) {
            try (RawSocket socket = target.open()) {
                for (int i = 0; i < 400; i++) {
                    String name = "\"greed-" + client + "-" + i + "\"";
                    socket.text(call("pubsub", "subscribe", "{\"channel\":" + name + "}"));
                    socket.text(call("messaging", "registerParticipant", "{\"name\":" + name + "}"));
                    socket.text(call("chat", "join", "{\"channel\":" + name + "}"));
                    socket.text(call("cursors", "join", "{\"document\":" + name + "}"));
                    for (int answer = 0; answer < 4; answer++) {
                        assertThat(socket.next())
                                .matches(".*\"(response|error)\".*")
                                .doesNotContain("internal_error");
                    }
                    tried += 4;
                }
                socket.reset();
            }
        }
        return tried;
    }

    private static int flood(Target target) {
        int count = target.times(10_000);
        for (String message : List.of(call("pubsub", "publish", "{\"channel\":\"flood\",\"message\":1}"), "not json")) {
            try (RawSocket socket = target.open()) {
                Thread reader = new Thread(() -> {
                    while (!socket.next().startsWith("closed ")) {
                        // An answer.
                    }
                });
                reader.setDaemon(true);
                reader.start();
                boolean taken = true;
                for (int i = 0; taken && i < count; i++) {
                    taken = socket.text(message);
                }
            }
        }
        return 2 * count;
    }

    private static int neverReads(Target target) throws InterruptedException {
        int clients = target.times(10);
        String message =
                call("pubsub", "publish", "{\"channel\":\"unread\",\"message\":\"" + "x".repeat(50_000) + "\"}");
        List<RawSocket> sockets =
                IntStream.range(0, clients).mapToObj(i -> target.open()).toList();
        sockets.forEach(socket -> socket.text(call("pubsub", "subscribe", "{\"channel\":\"unread\"}")));
        for (int i = 0; i < 60; i++) {
            for (RawSocket socket : sockets) {
                socket.text(message);
            }
        }
        sockets.forEach(RawSocket::close);
        return clients * 60;
    }
}
