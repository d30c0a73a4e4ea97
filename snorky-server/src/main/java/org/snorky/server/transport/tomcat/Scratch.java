package org.snorky.server.transport.tomcat;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers in which frames are gathered, lent for one write each. Safe for all threads.
 *
 * <p>A write usually ends at once, so there are hardly more than threads that write. One that waits for its client keeps its
 * buffer; where many do, buffers are made on the heap and as small as what they hold, which is no more than what the
 * messages take that wait anyway.
 */
final class Scratch {

    /** A gathered write of the way out with its heads; what is longer goes in several. */
    static final int SIZE = 36 * 1024;

    private final int most;
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    /** @param most how many there may be */
    Scratch(int most) {
        this.most = most;
    }

    /** An empty buffer, to be given back; null where all are lent. */
    @Nullable ByteBuffer lend() {
        ByteBuffer buffer = free.poll();
        if (buffer == null && made.get() < most) {
            made.incrementAndGet();
            return ByteBuffer.allocateDirect(SIZE);
        }
        return buffer;
    }

    void giveBack(ByteBuffer buffer) {
        free.add(buffer.clear());
    }

    /** Nobody will give a buffer back that was lent, because it is not known when its use ends. */
    void lost() {
        made.decrementAndGet();
    }
}
