package org.snorky.server.transport.tomcat;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import org.snorky.server.session.OutboundMessage;

/**
 * The bytes of some frames, handed out piece by piece (RFC 6455, section 5.2; a server does not mask). Used by one thread at
 * a time.
 */
final class Frames {

    static final byte TEXT = 0x1;
    static final byte CLOSE = 0x8;
    static final byte PING = 0x9;
    static final byte PONG = 0xA;

    private static final int FINAL = 0x80;
    private static final int LONGEST_HEAD = 10;

    private final byte opcode;
    private final List<byte[]> payloads;
    private int next;
    private byte[] payload = {};
    private int position;

    private Frames(byte opcode, List<byte[]> payloads) {
        this.opcode = opcode;
        this.payloads = payloads;
    }

    static Frames of(byte opcode, byte[] payload) {
        return new Frames(opcode, List.of(payload));
    }

    static Frames ofText(List<OutboundMessage> messages) {
        return new Frames(TEXT, new AbstractList<>() {

            @Override
            public byte[] get(int index) {
                return messages.get(index).utf8();
            }

            @Override
            public int size() {
                return messages.size();
            }
        });
    }

    /** Puts as much as fits, of a buffer that has room for at least a head. */
    void putInto(ByteBuffer buffer) {
        while (hasMore()) {
            if (position == payload.length) {
                if (buffer.remaining() < LONGEST_HEAD) {
                    return;
                }
                payload = payloads.get(next++);
                position = 0;
                putHead(buffer);
            }
            int length = Math.min(buffer.remaining(), payload.length - position);
            buffer.put(payload, position, length);
            position += length;
            if (position < payload.length) {
                return;
            }
        }
    }

    private void putHead(ByteBuffer buffer) {
        buffer.put((byte) (FINAL | opcode));
        int length = payload.length;
        if (length < 126) {
            buffer.put((byte) length);
        } else if (length < 1 << 16) {
            buffer.put((byte) 126).putShort((short) length);
        } else {
            buffer.put((byte) 127).putLong(length);
        }
    }

    /** How many bytes are left, but no more than a limit. */
    int length(int limit) {
        long length = payload.length - position;
        for (int i = next; i < payloads.size() && length < limit; i++) {
            length += LONGEST_HEAD + payloads.get(i).length;
        }
        return (int) Math.min(length, limit);
    }

    boolean hasMore() {
        return position < payload.length || next < payloads.size();
    }
}
