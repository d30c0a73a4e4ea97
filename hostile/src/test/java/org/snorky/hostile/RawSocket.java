package org.snorky.hostile;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP connection that says what no library would. What the server no longer takes is not said: what it answered before it
 * closed is still to be read.
 */
final class RawSocket implements Closeable {

    static final int FINAL = 0x80;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Connects from one of many addresses of this machine, so that the limits of an address leave others room. */
    RawSocket(int port) {
        try {
            socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            bind(2 + Math.floorMod(ADDRESSES.getAndIncrement(), 200));
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void bind(int lastOfAddress) {
        try {
            socket.bind(new InetSocketAddress("127.0.0." + lastOfAddress, 0));
        } catch (IOException systemsWithoutTheWholeLoopbackNetwork) {
            // From the one address that there is.
        }
    }

    /** Says bytes, and tells whether the connection took them. */
    boolean write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return true;
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    boolean write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for a WebSocket, and gives the status and headers of the answer. */
    String upgrade(String path, String moreHeaders) {
        write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + moreHeaders
                + "\r\n");
        return head();
    }

    /** The status line and headers of the next HTTP answer; what came of them where the connection ends before. */
    String head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(in.readByte());
            }
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("No answer but " + head, silence);
        } catch (IOException ended) {
            // All there is.
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of the next HTTP answer; 0 where the connection ends without one. */
    int status() {
        String head = head();
        return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    boolean frame(int head, byte[] payload) {
        return frame(head, true, payload.length, payload);
    }

    boolean text(String text) {
        return frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param announced the length the frame says it has */
    boolean frame(int head, boolean masked, long announced, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(head);
        int mask = masked ? 0x80 : 0;
        if (announced >= 0 && announced < 126) {
            frame.write(mask | (int) announced);
        } else {
            int bytes = announced >= 0 && announced < 65536 ? 2 : 8;
            frame.write(mask | (bytes == 2 ? 126 : 127));
            for (int i = bytes - 1; i >= 0; i--) {
                frame.write((int) (announced >> 8 * i));
            }
        }
        if (masked) {
            frame.writeBytes(new byte[4]); // a mask that changes nothing
        }
        frame.writeBytes(payload);
        return write(frame.toByteArray());
    }

    /** What the server says next: the text of a message, that it is a compressed one, or {@code closed} and the code; 1006 where it only hangs up. */
    String next() {
        try {
            while (true) {
                int head = in.readByte();
                int opcode = head & 0x0f;
                byte[] payload = new byte[length()];
                in.readFully(payload);
                if (opcode == CLOSE) {
                    return "closed " + (payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff);
                }
                if (opcode == TEXT && (head & 0x40) != 0) {
                    return "compressed";
                }
                if (opcode == TEXT) {
                    return new String(payload, StandardCharsets.UTF_8);
                }
            }
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("Neither answered nor closed", silence);
        } catch (IOException hungUp) {
            return "closed 1006";
        }
    }

    /** Reads on until the server closes, and gives the code. */
    int closeCode() {
        String said = next();
        while (!said.startsWith("closed ")) {
            said = next();
        }
        return Integer.parseInt(said.substring("closed ".length()));
    }

    private int length() throws IOException {
        int length = in.readByte() & 0x7f;
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    /** Ends the connection with RST in place of a farewell. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // Nothing to be rude to.
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }
}
