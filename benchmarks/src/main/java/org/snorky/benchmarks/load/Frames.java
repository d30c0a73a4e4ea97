package org.snorky.benchmarks.load;

import java.nio.ByteBuffer;

/** Frames of clients, which are masked. */
final class Frames {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};
    private static final int MASKED = 0x80;
    private static final int LONGEST_SHORT = 125;
    private static final int LONGEST_MEDIUM = 0xffff;

    private Frames() {}

    /** A whole message in one frame. */
    static ByteBuffer of(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (0x80 | opcode));
        if (payload.length <= LONGEST_SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= LONGEST_MEDIUM) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ KEY[i & 3]));
        }
        return frame.flip();
    }
}
