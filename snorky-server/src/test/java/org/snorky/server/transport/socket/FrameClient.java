package org.snorky.server.transport.socket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** A WebSocket client that reads frame by frame, and only when it is told to. */
public final class FrameClient implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int SMALL = 8 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** A message that came whole, or a control frame. */
    public record Frame(int opcode, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    public FrameClient(SocketFactory sockets, int port, String path) throws IOException {
        socket = sockets.createSocket();
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), SMALL));
        out = new DataOutputStream(socket.getOutputStream());
        out.write("""
                GET %s HTTP/1.1\r
                Host: localhost:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                Sec-WebSocket-Extensions: permessage-deflate\r
                \r
                """.formatted(path, port).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String head = head();
        if (!head.startsWith("HTTP/1.1 101") || head.contains("permessage")) {
            throw new IOException("Not the upgrade that was wanted: " + head);
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Sends a frame of up to 125 bytes. */
    void send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL | opcode);
        frame.write(0x80 | payload.length);
        frame.writeBytes(new byte[4]); // a mask that changes nothing
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Answers a close, unless the server has cut the connection before. */
    void answer(Frame close) {
        try {
            send(CLOSE, close.payload());
        } catch (IOException cut) {
            // the same end
        }
    }

    public void ping() throws IOException {
        send(PING, new byte[0]);
    }

    /** The next message, or what comes between frames of one. */
    Frame read() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = new byte[length()];
            in.readFully(payload);
            int opcode = first & 0x0f;
            if (opcode >= CLOSE) {
                return new Frame(opcode, payload);
            }
            if (opcode != (begun.size() == 0 ? TEXT : 0)) {
                throw new IOException("Not the frame that may come now: " + first);
            }
            begun.writeBytes(payload);
            if ((first & FINAL) != 0) {
                Frame whole = new Frame(TEXT, begun.toByteArray());
                begun.reset();
                return whole;
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    /** Ends the connection without a word, and without having read what came. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
