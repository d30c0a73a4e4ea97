package org.snorky.server;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that says frames as no library would, and says nothing it is not told to, not even a pong. */
public final class RawWebSocket implements AutoCloseable {

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public RawWebSocket(URI url) {
        try {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            // A frame leaves whole: a server that closes at its head and then gets the rest resets the connection,
            // and with it what it said.
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.write("""
                    GET %s HTTP/1.1\r
                    Host: %s:%d\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    \r
                    """.formatted(url.getPath(), url.getHost(), url.getPort()).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            readHead();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        if (!head.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException("No upgrade: " + head);
        }
    }

    /** Sends a whole message as one frame. */
    public void send(int opcode, byte[] payload) {
        send(FINAL | opcode, payload.length, payload);
    }

    /** Sends the begin of a message. */
    public void sendPart(int opcode, byte[] payload) {
        send(opcode, payload.length, payload);
    }

    private void send(int head, int length, byte[] payload) {
        try {
            out.writeByte(head);
            if (length < 126) {
                out.writeByte(0x80 | length);
            } else if (length < 65536) {
                out.writeByte(0x80 | 126);
                out.writeShort(length);
            } else {
                out.writeByte(0x80 | 127);
                out.writeLong(length);
            }
            out.writeInt(0); // a mask that changes nothing
            out.write(payload);
            out.flush();
        } catch (IOException closedMeanwhile) {
            // what the server said before it closed is still to be read
        }
    }

    /** Reads on until the server closes, and gives the code it closes with; 1006 where it only hangs up. */
    public int closeCode() {
        try {
            while (true) {
                int opcode = in.readByte() & 0x0f;
                byte[] payload = new byte[length()];
                in.readFully(payload);
                if (opcode == CLOSE) {
                    return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                }
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("The server does not close", stillOpen);
        } catch (IOException hungUp) {
            return 1006;
        }
    }

    private int length() throws IOException {
        int length = in.readByte() & 0x7f;
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
