package org.snorky.benchmarks.load;

import java.io.IOException;
import java.util.Arrays;

/**
 * The reader of one connection's WebSocket frames, which takes bytes as they come and never holds a message.
 *
 * <p>It looks for {@linkplain Stamp stamps} in the payload. Since a server wraps all messages alike, it looks first where the
 * frame before had one, and passes over the rest of a payload unseen; a stamp that is missed shows as a lost message.
 */
final class FrameReader {

    /** What is told of what has come. */
    interface Listener {

        /** A message, by its stamp. */
        void message(long time, long number);

        /** Bytes of data frames, if {@link #wantsText()}. */
        void text(byte[] bytes, int from, int to) throws IOException;

        boolean wantsText();

        /** The whole of a control frame, or of a frame that {@link #isHeartbeat} knows. */
        void control(int opcode, byte[] payload) throws IOException;

        /** Whether frames of a length may be heartbeats of the application. */
        boolean isHeartbeat(long length);
    }

    private static final int CONTROL = 8;

    private final Listener listener;
    private final int rest;
    private long left;
    private int skip;
    private int expectedAt;
    private long frames;

    /** A reader of messages whose payloads have a size. */
    FrameReader(Listener listener, int payloadSize) {
        this.listener = listener;
        this.rest = Stamp.rest(payloadSize);
    }

    long frames() {
        return frames;
    }

    /** Reads what it can, and gives the place of the first byte that must be there again, before those that come next. */
    int read(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (left > 0) {
                int end = (int) Math.min(to, at + left);
                int next = data(bytes, at, end, to, false);
                left -= next - at;
                if (next < end) {
                    return next;
                }
                at = next;
            } else {
                int next = frame(bytes, at, to);
                if (next == at) {
                    return at;
                }
                at = next;
            }
        }
        return at;
    }

    /** Reads a frame's header and the beginning of what follows; gives {@code at} if too little is there. */
    private int frame(byte[] bytes, int at, int to) throws IOException {
        if (to - at < 2) {
            return at;
        }
        int form = bytes[at + 1] & 0x7f;
        int header = form < 126 ? 2 : form == 126 ? 4 : 10;
        if (to - at < header) {
            return at;
        }
        long length = form;
        if (form >= 126) {
            length = 0;
            for (int i = at + 2; i < at + header; i++) {
                length = (length << 8) | (bytes[i] & 0xff);
            }
        }
        int opcode = bytes[at] & 0x0f;
        int start = at + header;
        if (opcode >= CONTROL || listener.isHeartbeat(length)) {
            if (to - start < length) {
                return at;
            }
            int end = start + (int) length;
            if (opcode < CONTROL && listener.wantsText()) {
                listener.text(bytes, start, end);
            }
            listener.control(opcode, Arrays.copyOfRange(bytes, start, end));
            return end;
        }
        frames++;
        left = length;
        int end = (int) Math.min(to, start + length);
        int next = data(bytes, start, end, to, true);
        left -= next - start;
        return next;
    }

    private int data(byte[] bytes, int from, int end, int to, boolean first) throws IOException {
        int at = from;
        if (first) {
            skip = 0;
            int guess = from + expectedAt;
            if (!listener.wantsText() && guess + Stamp.LENGTH <= end && Stamp.isAt(bytes, guess)) {
                at = guess;
            }
        }
        int told = from;
        while (at < end) {
            if (skip > 0) {
                int step = Math.min(skip, end - at);
                skip -= step;
                at += step;
            } else if (bytes[at] != Stamp.MARK) {
                at++;
            } else if (at + Stamp.LENGTH > to) {
                break;
            } else {
                if (Stamp.isAt(bytes, at)) {
                    if (first && told == from) {
                        expectedAt = at - from;
                        told = at;
                    }
                    listener.message(Stamp.time(bytes, at), Stamp.number(bytes, at));
                    at += Stamp.LENGTH;
                    skip = rest;
                } else {
                    at++;
                }
            }
        }
        if (listener.wantsText()) {
            listener.text(bytes, from, at);
        }
        return at;
    }
}
