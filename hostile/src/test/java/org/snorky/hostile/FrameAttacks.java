package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snorky.hostile.RawSocket.CLOSE;
import static org.snorky.hostile.RawSocket.CONTINUATION;
import static org.snorky.hostile.RawSocket.FINAL;
import static org.snorky.hostile.RawSocket.PING;
import static org.snorky.hostile.RawSocket.TEXT;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Frames that break RFC 6455, or that keep it and hide something. */
final class FrameAttacks {

    private static final String CALL =
            "{\"service\":\"pubsub\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":\"ü\",\"message\":1},\"callId\":1}}";
    private static final byte[] UTF8 = CALL.getBytes(StandardCharsets.UTF_8);

    private FrameAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("frames that break the protocol", FrameAttacks::breakTheProtocol),
                new Attack("text that is not UTF-8", FrameAttacks::brokenText),
                new Attack("messages and frames that are too long", FrameAttacks::tooLong),
                new Attack("messages in odd pieces", FrameAttacks::oddPieces),
                new Attack("compressed bombs, agreed on and not", FrameAttacks::compressedBombs),
                new Attack("floods of pings and of empty frames", FrameAttacks::smallFrames));
    }

    private static int closesWith(Target target, List<Integer> codes, Stream<Consumer<RawSocket>> attacks) {
        return attacks.mapToInt(attack -> {
                    try (RawSocket socket = target.open()) {
                        attack.accept(socket);
                        assertThat(socket.closeCode()).isIn(codes);
                        return 1;
                    }
                })
                .sum();
    }

    private static int breakTheProtocol(Target target) {
        Stream<Consumer<RawSocket>> reserved = IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                .mapToObj(opcode -> socket -> socket.frame(FINAL | opcode, UTF8));
        Stream<Consumer<RawSocket>> bits =
                IntStream.of(0x40, 0x20, 0x10, 0x70).mapToObj(bit -> socket -> socket.frame(FINAL | bit | TEXT, UTF8));
        Stream<Consumer<RawSocket>> more = Stream.of(
                socket -> socket.frame(FINAL | TEXT, false, UTF8.length, UTF8),
                socket -> socket.frame(PING, new byte[1]),
                socket -> socket.frame(FINAL | PING, new byte[126]),
                socket -> socket.frame(FINAL | CONTINUATION, UTF8),
                socket -> {
                    socket.frame(TEXT, UTF8);
                    socket.frame(FINAL | TEXT, UTF8);
                },
                socket -> socket.frame(FINAL | CLOSE, new byte[1]),
                socket -> socket.frame(FINAL | CLOSE, new byte[] {3, (byte) 0xe7}),
                socket -> socket.frame(FINAL | CLOSE, new byte[] {3, (byte) 0xed}));
        // 1006: where its answer meets bytes still on their way to it, a system may answer those with RST.
        return closesWith(
                target, List.of(1002, 1006), Stream.of(reserved, bits, more).flatMap(each -> each));
    }

    private static int brokenText(Target target) {
        return closesWith(
                target,
                List.of(1007, 1006),
                Stream.of(
                                new int[] {0xc3, 0x28},
                                new int[] {0xed, 0xa0, 0x80},
                                new int[] {0xf8, 0x88, 0x80, 0x80, 0x80},
                                new int[] {0xc0, 0xaf},
                                new int[] {0xf4, 0x90, 0x80, 0x80},
                                new int[] {'"', 0xe2, 0x82})
                        .map(FrameAttacks::bytes)
                        .map(text -> socket -> socket.frame(FINAL | TEXT, text)));
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static int tooLong(Target target) {
        return closesWith(
                target,
                List.of(1009, 1002, 1006),
                Stream.of(
                        socket -> socket.frame(FINAL | TEXT, new byte[(64 << 10) + 1]),
                        socket -> socket.frame(FINAL | TEXT, true, 1L << 31, new byte[1 << 18]),
                        socket -> socket.frame(FINAL | TEXT, true, 1L << 62, new byte[1 << 18]),
                        socket -> socket.frame(FINAL | TEXT, true, -1, new byte[1 << 18]),
                        socket -> {
                            boolean taken = socket.frame(TEXT, new byte[1000]);
                            for (int i = 0; taken && i < 10_000; i++) {
                                taken = socket.frame(CONTINUATION, new byte[1000]);
                            }
                        }));
    }

    private static int oddPieces(Target target) {
        for (int size : new int[] {1, 7, UTF8.length / 2}) {
            try (RawSocket socket = target.open()) {
                for (int at = 0; at < UTF8.length; at += size) {
                    int end = Math.min(UTF8.length, at + size);
                    socket.frame(
                            (end == UTF8.length ? FINAL : 0) | (at == 0 ? TEXT : CONTINUATION),
                            Arrays.copyOfRange(UTF8, at, end));
                    socket.frame(FINAL | PING, new byte[] {1});
                }
                assertThat(socket.next()).contains("\"response\"");
            }
        }
        return 3;
    }

    private static int compressedBombs(Target target) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            byte[] zeros = new byte[1 << 20];
            Arrays.fill(zeros, (byte) ' ');
            for (int i = 0; i < 32; i++) {
                deflate.write(zeros);
            }
        }
        byte[][] payloads = {bomb.toByteArray(), bytes(new int[] {0xff, 0xff, 0xff}), new byte[0]};
        for (byte[] payload : payloads) {
            try (RawSocket socket = target.connect()) {
                assertThat(socket.upgrade(
                                "/ws", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"))
                        .startsWith("HTTP/1.1 101");
                socket.frame(FINAL | 0x40 | TEXT, payload);
                assertThat(socket.next()).matches("closed (1002|1006|1007|1009|1011)|compressed");
            }
        }
        return payloads.length
                + closesWith(
                        target,
                        List.of(1002, 1006),
                        Stream.of(payloads).map(payload -> socket -> socket.frame(FINAL | 0x40 | TEXT, payload)));
    }

    private static int smallFrames(Target target) {
        int count = target.times(5_000);
        try (RawSocket socket = target.open()) {
            boolean taken = true;
            for (int i = 0; taken && i < count; i++) {
                taken = socket.frame(FINAL | PING, new byte[0]);
            }
            socket.text(CALL);
            assertThat(socket.next()).matches(".*\"response\".*|closed .*");
        }
        try (RawSocket socket = target.open()) {
            boolean taken = socket.frame(TEXT, new byte[0]);
            for (int i = 0; taken && i < count; i++) {
                taken = socket.frame(CONTINUATION, new byte[0]);
            }
            socket.frame(FINAL | CONTINUATION, UTF8);
            assertThat(socket.next()).matches(".*\"response\".*|closed .*");
        }
        return 2 * count;
    }
}
