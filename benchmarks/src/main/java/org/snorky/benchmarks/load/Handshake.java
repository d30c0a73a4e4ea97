package org.snorky.benchmarks.load;

import java.util.List;

/**
 * The opening request of a WebSocket.
 *
 * @param port on the loopback interface
 * @param path with its query, if any
 * @param headers further header lines, such as {@code Sec-WebSocket-Protocol: v1}, without line ends
 */
public record Handshake(int port, String path, List<String> headers) {

    /** A request without further headers. */
    public Handshake(int port, String path) {
        this(port, path, List.of());
    }
}
