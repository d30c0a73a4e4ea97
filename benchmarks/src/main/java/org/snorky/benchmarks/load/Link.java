package org.snorky.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A connection of a loop: what is to be written, and what was read of something that has not come whole. */
abstract class Link {

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] carried = NOTHING;
    private @Nullable ByteBuffer unwritten;
    private boolean closed;

    Link(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** The connection stands. */
    abstract void connected() throws IOException;

    /** Takes bytes, and gives the place of the first that it wants to see again with those that come next. */
    abstract int received(byte[] bytes, int length) throws IOException;

    /** Whether its conversation has reached its end. */
    abstract boolean isReady();

    /** How to call it when something is wrong. */
    abstract String describe();

    final boolean isClosed() {
        return closed;
    }

    final void finishConnect() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        connected();
    }

    /** Reads once, through a buffer and an array of the same size that all links share. */
    final void read(ByteBuffer buffer, byte[] bytes, Tally tally) throws IOException {
        buffer.clear();
        int had = carried.length;
        System.arraycopy(carried, 0, bytes, 0, had);
        buffer.limit(buffer.capacity() - had);
        int count = channel.read(buffer);
        tally.at(System.nanoTime());
        if (count < 0) {
            throw new IOException("the server ended the connection" + (had > 0 ? " within a message" : ""));
        }
        buffer.flip();
        buffer.get(bytes, had, count);
        int length = had + count;
        int done = received(bytes, length);
        carried = done == length ? NOTHING : Arrays.copyOfRange(bytes, done, length);
    }

    /** Writes bytes, or keeps what the socket does not take. */
    final void write(ByteBuffer bytes) throws IOException {
        if (unwritten == null) {
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                unwritten = copyOf(bytes);
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        } else {
            ByteBuffer more = ByteBuffer.allocate(unwritten.remaining() + bytes.remaining());
            unwritten = more.put(unwritten).put(bytes).flip();
        }
    }

    final void writable() throws IOException {
        ByteBuffer rest = unwritten;
        if (rest != null) {
            channel.write(rest);
        }
        if (rest == null || !rest.hasRemaining()) {
            unwritten = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    /** Stops to read, or begins again. */
    final void pause(boolean paused) {
        if (paused) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        } else {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    final void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // What a socket says when it is thrown away changes nothing.
        }
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
}
