package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.server.RunningServer;

/** What becomes of a client's offer to compress, which every browser makes. */
class CompressionTests {

    private static String handshake(RunningServer server, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("""
                            GET %s HTTP/1.1\r
                            Host: localhost\r
                            Connection: Upgrade\r
                            Upgrade: websocket\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
                            \r
                            """.formatted(path).getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(in.readByte());
            }
            return head.toString(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void isNoWhereNothingIsConfigured() throws IOException {
        try (RunningServer server = RunningServer.start(List.of())) {
            assertThat(handshake(server, "/ws")).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
            assertThat(handshake(server, "/sockjs/0/abc/websocket"))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContain("permessage-deflate");
        }
    }

    @Test
    void isYesWhereThatIsConfigured() throws IOException {
        try (RunningServer server = RunningServer.start(List.of(), "snorky.frontend.websocket.compression=true")) {
            assertThat(handshake(server, "/ws")).startsWith("HTTP/1.1 101").contains("permessage-deflate");
        }
    }
}
