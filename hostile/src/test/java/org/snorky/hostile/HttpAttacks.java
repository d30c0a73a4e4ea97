package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Requests to what speaks plain HTTP: SockJS for browsers, and the backend. */
final class HttpAttacks {

    private HttpAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("SockJS: bad paths and sessions", HttpAttacks::badSockJs),
                new Attack("SockJS: many sessions, large and broken posts", HttpAttacks::sockJsSessions),
                new Attack("backend: wrong keys", HttpAttacks::wrongKeys),
                new Attack("backend: bodies without an end", HttpAttacks::endlessBodies),
                new Attack("backend: bad bodies with the right key", HttpAttacks::badBodies));
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static int badSockJs(Target target) {
        List<String> requests = List.of(
                "GET /sockjs/x.y/z/websocket HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/../../xhr HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/000//xhr_streaming HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/000/s/telepathy HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/000/s/jsonp?c=alert(1)//%0d%0aX:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/iframe.html HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sockjs/000/" + "s".repeat(7_000) + "/eventsource/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PUT /sockjs/000/s/xhr HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                post("/sockjs/000/nobody/xhr_send", "", "[\"x\"]"),
                post("/sockjs/000/no.body/xhr_send", "", "[\"x\"]"));
        for (String request : requests) {
            try (RawSocket socket = target.connect()) {
                socket.write(request);
                assertThat(socket.status()).as("%.60s", request).isBetween(400, 499);
            }
        }
        return requests.size();
    }

    private static int sockJsSessions(Target target) {
        int count = target.times(200);
        for (int i = 0; i < count; i++) {
            String session = "/sockjs/000/hostile" + i + "/";
            try (RawSocket socket = target.connect()) {
                socket.write(post(session + "xhr", "", ""));
                assertThat(socket.status()).isIn(200, 429, 503);
            }
            String[] bodies = {"", "x", "{}", "[1]", "[\"" + "x".repeat(600_000) + "\"]", "[".repeat(10_000)};
            try (RawSocket socket = target.connect()) {
                socket.write(post(session + "xhr_send", "", bodies[i % bodies.length]));
                // 500 is what the SockJS protocol has for a broken payload; 0 where it hangs up on what is too long.
                assertThat(socket.status()).isIn(0, 204, 400, 404, 413, 429, 500, 503);
            }
        }
        return 2 * count;
    }

    private static int wrongKeys(Target target) {
        String[] keys = {
            "",
            "x",
            target.key() + "x",
            target.key().substring(1),
            target.key().toUpperCase(java.util.Locale.ROOT),
            "x".repeat(7_000)
        };
        int count = target.times(120);
        for (int i = 0; i < count; i++) {
            try (RawSocket socket = target.connectToBackend()) {
                String key = i % 7 == 6 ? "" : "X-Backend-Key: " + keys[i % 7] + "\r\n";
                socket.write(post("/backend/deltas", key, "[".repeat(i)));
                assertThat(socket.status()).isEqualTo(401);
            }
        }
        return count;
    }

    private static int endlessBodies(Target target) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String head =
                "POST /backend/deltas HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
        for (String key : List.of("", "X-Backend-Key: " + target.key() + "\r\n")) {
            try (RawSocket socket = target.connectToBackend()) {
                boolean taken = socket.write(head + key + "\r\n");
                for (int i = 0; taken && i < 2_000; i++) {
                    taken = socket.write(chunk);
                }
                assertThat(taken).as("takes 128 MB").isFalse();
                assertThat(socket.status()).isIn(0, 401, 413);
            }
            try (RawSocket socket = target.connectToBackend()) {
                socket.write(head.replace("Transfer-Encoding: chunked", "Content-Length: 99999999999") + key + "\r\n");
                assertThat(socket.status()).isIn(0, 401, 413);
            }
        }
        return 4;
    }

    private static int badBodies(Target target) {
        String key = "X-Backend-Key: " + target.key() + "\r\nContent-Type: application/json\r\n";
        List<String> bodies = List.of(
                "",
                "[".repeat(100_000),
                "1e2147483648",
                "{\"batchId\":\"" + "x".repeat(10_000) + "\",\"deltas\":[]}",
                "[{\"type\":\"insert\",\"model\":\"T\",\"data\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)
                        + "}]",
                "\u0000",
                "[{\"type\":\"insert\",\"model\":\"T\",\"data\":{\"n\":1e2147483647}}]");
        for (String body : bodies) {
            for (String path :
                    List.of("/backend", "/backend/deltas", "/backend/subscriptions", "/backend/revocations")) {
                try (RawSocket socket = target.connectToBackend()) {
                    socket.write(post(path, key, body));
                    assertThat(socket.status()).as("%s %.40s", path, body).isBetween(400, 499);
                }
            }
        }
        return bodies.size() * 4;
    }
}
