package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Connections that never become clients, or clients that are none: slow, silent, many, gone without a word. */
final class ConnectionAttacks {

    private ConnectionAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("handshakes that are none", ConnectionAttacks::badHandshakes),
                new Attack("slow handshakes (slowloris)", ConnectionAttacks::slowHandshakes),
                new Attack("slow frames, and no answer to pings", ConnectionAttacks::slowFrames),
                new Attack("half-open connections", ConnectionAttacks::halfOpen),
                new Attack("connections that come and go with RST", ConnectionAttacks::churn),
                new Attack("many connections at once", ConnectionAttacks::many));
    }

    private static int badHandshakes(Target target) {
        String get = "GET /ws HTTP/1.1\r\nHost: localhost\r\n";
        String upgrade = get + "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        List<String> attempts = List.of(
                upgrade + "Sec-WebSocket-Version: 13\r\n\r\n",
                upgrade + "Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
                upgrade + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n",
                get + "\r\n",
                get + "X: " + "x".repeat(100_000) + "\r\n\r\n",
                get + "X: x\r\n".repeat(10_000) + "\r\n",
                "GET /ws?" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /ws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
                "GET /ws HTTP/1.1\r\n\r\n",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /ws\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "x".repeat(500) + "\r\n\r\n",
                "x".repeat(100_000) + "\r\n\r\n");
        for (String attempt : attempts) {
            try (RawSocket socket = target.connect()) {
                socket.write(attempt);
                assertThat(socket.status())
                        .as("%.60s", attempt)
                        .matches(status -> status == 0 || status >= 400 && status < 500);
            }
        }
        return attempts.size();
    }

    /** A byte at a time, until the server has enough of it or ten rounds are over. */
    private static int slowHandshakes(Target target) throws InterruptedException {
        return slowly(
                Stream.generate(target::connect).limit(target.times(100)).toList(),
                "GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    private static int slowFrames(Target target) throws InterruptedException {
        return slowly(Stream.generate(target::open).limit(target.times(50)).toList(), "\u0001\u00fe\u00ff");
    }

    private static int slowly(List<RawSocket> sockets, String begin) throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            for (RawSocket socket : sockets) {
                socket.write(new byte[] {(byte) begin.charAt(round % begin.length())});
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        sockets.forEach(RawSocket::close);
        return sockets.size() * 10;
    }

    /** Open, subscribed, and from then on deaf and dumb: the pings find them out. */
    private static int halfOpen(Target target) {
        List<RawSocket> sockets =
                Stream.generate(target::open).limit(target.times(50)).toList();
        sockets.forEach(
                socket -> socket.text(
                        "{\"service\":\"pubsub\",\"message\":{\"command\":\"subscribe\",\"params\":{\"channel\":\"half\"},\"callId\":1}}"));
        for (RawSocket socket : sockets) {
            try (socket) {
                assertThat(socket.closeCode()).isIn(1001, 1006, 1011);
            }
        }
        return sockets.size();
    }

    private static int churn(Target target) {
        int count = target.times(300);
        for (int i = 0; i < count; i++) {
            RawSocket socket = i % 3 == 0 ? target.connect() : target.open();
            if (i % 3 == 2) {
                socket.write(new byte[] {(byte) 0x81, (byte) 0xfe, 1});
            }
            socket.reset();
        }
        return count;
    }

    private static int many(Target target) {
        List<RawSocket> sockets = IntStream.range(0, target.times(1_000))
                .mapToObj(i -> {
                    RawSocket socket = target.connect();
                    assertThat(socket.upgrade("/ws", "")).containsPattern("^HTTP/1.1 (101|429|503)");
                    return socket;
                })
                .toList();
        sockets.forEach(RawSocket::reset);
        return sockets.size();
    }
}
