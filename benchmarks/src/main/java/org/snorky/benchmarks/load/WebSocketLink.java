package org.snorky.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A WebSocket that goes through its conversation, and then takes messages. */
class WebSocketLink extends Link implements FrameReader.Listener {

    /** Any: servers compute their answer from it, which nobody checks here. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Handshake handshake;
    private final List<Step> steps;
    private final int opcode;
    private final Dialect.@Nullable Heartbeat heartbeat;
    private final FrameReader frames;
    private final StringBuilder heard = new StringBuilder();
    private boolean upgraded;
    private boolean said;
    private int step;

    WebSocketLink(
            SocketChannel channel,
            SelectionKey key,
            Handshake handshake,
            List<Step> steps,
            boolean binary,
            Optional<Dialect.Heartbeat> heartbeat,
            int payloadSize) {
        super(channel, key);
        this.handshake = handshake;
        this.steps = steps;
        this.opcode = binary ? Frames.BINARY : Frames.TEXT;
        this.heartbeat = heartbeat.orElse(null);
        this.frames = new FrameReader(this, payloadSize);
    }

    /** Sends messages, each in a frame of its own, by one write. */
    final void send(List<String> messages) throws IOException {
        List<ByteBuffer> each = messages.stream()
                .map(message -> Frames.of(opcode, message.getBytes(StandardCharsets.UTF_8)))
                .toList();
        ByteBuffer all = ByteBuffer.allocate(
                each.stream().mapToInt(ByteBuffer::remaining).sum());
        each.forEach(all::put);
        write(all.flip());
    }

    final long frames() {
        return frames.frames();
    }

    @Override
    final void connected() throws IOException {
        StringBuilder request = new StringBuilder("GET ")
                .append(handshake.path())
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(handshake.port())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
                .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(KEY)
                .append("\r\n");
        handshake.headers().forEach(line -> request.append(line).append("\r\n"));
        write(ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    final int received(byte[] bytes, int length) throws IOException {
        int from = 0;
        if (!upgraded) {
            String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int end = head.indexOf(END_OF_HEAD);
            if (end < 0) {
                return 0;
            }
            check(head.substring(0, end));
            upgraded = true;
            from = end + END_OF_HEAD.length();
            proceed();
        }
        return frames.read(bytes, from, length);
    }

    private static void check(String head) throws IOException {
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + head);
        }
        if (head.toLowerCase(Locale.ROOT).contains("permessage-deflate")) {
            throw new IOException("the server compresses though nobody asked it to");
        }
    }

    /** Goes through the conversation as far as what was heard allows. */
    private void proceed() throws IOException {
        while (step < steps.size()) {
            Step now = steps.get(step);
            if (!said && now.message() != null) {
                send(List.of(now.message()));
            }
            said = true;
            if (now.awaited() != null) {
                int at = heard.indexOf(now.awaited());
                if (at < 0) {
                    return;
                }
                heard.delete(0, at + now.awaited().length());
            }
            said = false;
            step++;
        }
        ready();
    }

    /** Its conversation has come to its end. */
    void ready() {}

    @Override
    final boolean isReady() {
        return upgraded && step == steps.size();
    }

    @Override
    final String describe() {
        return !upgraded
                ? "waiting for the handshake's answer"
                : isReady() ? "ready" : "waiting for '" + steps.get(step).awaited() + "' after: " + heard;
    }

    @Override
    public void message(long time, long number) {}

    @Override
    public final boolean wantsText() {
        return step < steps.size();
    }

    @Override
    public final void text(byte[] bytes, int from, int to) throws IOException {
        heard.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        proceed();
    }

    @Override
    public final boolean isHeartbeat(long length) {
        return heartbeat != null && heartbeat.question().length() == length;
    }

    @Override
    public final void control(int opcode, byte[] payload) throws IOException {
        if (opcode == Frames.PING) {
            write(Frames.of(Frames.PONG, payload));
        } else if (opcode == Frames.CLOSE) {
            throw new IOException("closed by the server: " + closeCode(payload));
        } else if (opcode != Frames.PONG
                && heartbeat != null
                && Arrays.equals(payload, heartbeat.question().getBytes(StandardCharsets.UTF_8))) {
            send(List.of(heartbeat.answer()));
        }
    }

    private static String closeCode(byte[] payload) {
        return payload.length < 2
                ? "no code"
                : (ByteBuffer.wrap(payload).getShort() & 0xffff) + " "
                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
}
