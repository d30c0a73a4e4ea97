package org.snorky.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection of HTTP/1.1 that posts, and reads of the answers whether they are good ones. */
final class HttpLink extends Link {

    private static final byte[] STATUS = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_LENGTH = STATUS.length + 3;

    private final Publisher.OverHttp publisher;
    private final byte[] head;
    private boolean connected;
    private long sent;
    private long answered;

    HttpLink(SocketChannel channel, SelectionKey key, Publisher.OverHttp publisher) {
        super(channel, key);
        this.publisher = publisher;
        StringBuilder lines = new StringBuilder("POST ")
                .append(publisher.path())
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(publisher.port())
                .append("\r\n");
        publisher.headers().forEach(line -> lines.append(line).append("\r\n"));
        this.head = lines.append("Content-Length: ").toString().getBytes(StandardCharsets.US_ASCII);
    }

    boolean takesMore() {
        return publisher.pipelined() || answered == sent;
    }

    /** How many requests have been answered. */
    long answered() {
        return answered;
    }

    void post(List<String> bodies) throws IOException {
        List<byte[]> encoded = bodies.stream()
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer all = ByteBuffer.allocate(encoded.stream()
                .mapToInt(body -> head.length + 16 + body.length)
                .sum());
        for (byte[] body : encoded) {
            all.put(head)
                    .put((body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
                    .put(body);
        }
        sent += bodies.size();
        write(all.flip());
    }

    @Override
    void connected() {
        connected = true;
    }

    @Override
    int received(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (at + STATUS_LENGTH <= length) {
            if (isStatus(bytes, at)) {
                if (bytes[at + STATUS.length] != '2') {
                    throw new IOException(
                            "refused: " + new String(bytes, at, length - at, StandardCharsets.ISO_8859_1));
                }
                answered++;
                at += STATUS_LENGTH;
            } else {
                at++;
            }
        }
        return at;
    }

    private static boolean isStatus(byte[] bytes, int at) {
        for (int i = 0; i < STATUS.length; i++) {
            if (bytes[at + i] != STATUS[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean isReady() {
        return connected;
    }

    @Override
    String describe() {
        return "an HTTP connection with " + (sent - answered) + " requests unanswered";
    }
}
