package org.snorky.server.transport.tomcat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.SocketWrapperBase.BlockingMode;
import org.apache.tomcat.util.net.SocketWrapperBase.CompletionCheck;
import org.apache.tomcat.util.net.SocketWrapperBase.CompletionHandlerCall;
import org.apache.tomcat.util.net.SocketWrapperBase.CompletionState;
import org.jspecify.annotations.Nullable;
import org.snorky.server.transport.socket.FrameWriter.Completion;

/**
 * All that goes out by one socket after the handshake: writes one after the other, each of whole frames.
 *
 * <ol>
 *   <li>One write is under way at a time. What comes meanwhile waits: one write of the session, one answer to a ping, and the
 *       close. They go in this order: the answer, the session's, the close; after it nothing more.
 *   <li>Of pings that come while no answer can go, the last is answered (RFC 6455, section 5.5.3), so that a client which
 *       asks and takes nothing costs neither memory nor a thread.
 *   <li>No caller waits for the client, and no lock is held while writing.
 *   <li>Each write is completed once, at the latest by {@link #cut}.
 * </ol>
 *
 * Safe for all threads.
 */
final class FrameOutput {

    private final SocketWrapperBase<?> socket;
    private final Scratch scratch;

    private @Nullable Work current;
    private @Nullable Flight flight;
    /** The write under way waits for the client. */
    private boolean waitsForClient;

    private @Nullable Work due;
    private @Nullable Work pong;
    private @Nullable Work close;
    /** Nothing more may follow. */
    private boolean closed;

    FrameOutput(SocketWrapperBase<?> socket, Scratch scratch) {
        this.socket = socket;
        this.scratch = scratch;
    }

    /** Frames that are written together. */
    private static final class Work {

        final Frames frames;
        final @Nullable Completion completion;
        /** Guarded by the output. */
        boolean over;

        Work(Frames frames, @Nullable Completion completion) {
            this.frames = frames;
            this.completion = completion;
        }

        void complete(@Nullable Throwable failure) {
            if (completion != null) {
                completion.done(failure);
            }
        }
    }

    /** Writes frames for the session, which does so one at a time. */
    void write(Frames frames, Completion completion) {
        Work work = new Work(frames, completion);
        boolean isLost;
        synchronized (this) {
            isLost = closed;
            if (!isLost && current != null) {
                due = work;
                return;
            }
            current = isLost ? current : work;
        }
        if (isLost) {
            completion.done(new EOFException("The connection is closed"));
        } else {
            goOn(work);
        }
    }

    /** Answers a ping, unless a later one comes before that is possible. */
    void pong(byte[] payload) {
        Work work = new Work(Frames.of(Frames.PONG, payload), null);
        synchronized (this) {
            if (closed) {
                return;
            }
            if (current != null) {
                pong = work;
                return;
            }
            current = work;
        }
        goOn(work);
    }

    /**
     * Writes the close, now or once what is under way is out. It waits for other threads that are about to write, and not
     * for the client.
     */
    void close(byte[] payload) {
        Work work = new Work(Frames.of(Frames.CLOSE, payload), null);
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (current != null) {
                close = work;
                awaitOrClientWaits(work);
                return;
            }
            current = work;
        }
        goOn(work);
    }

    /** The container, once told that the close is written, may cut the connection. */
    private synchronized void awaitOrClientWaits(Work work) {
        try {
            while (!work.over && !waitsForClient) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection is being cut: what is not written fails. */
    void cut() {
        Work lost;
        Work alsoLost;
        synchronized (this) {
            closed = true;
            lost = current;
            alsoLost = due;
            current = null;
            due = null;
            pong = null;
            over(close);
            close = null;
            over(lost);
            if (flight != null && flight.lent != null) {
                flight.lent = null;
                scratch.lost();
            }
            flight = null;
        }
        IOException cut = new EOFException("The connection was cut");
        if (lost != null) {
            // What Tomcat has under way must find no other connection in place of this one.
            socket.setError(cut);
            lost.complete(cut);
        }
        if (alsoLost != null) {
            alsoLost.complete(cut);
        }
    }

    /** Whether nothing is under way. */
    synchronized boolean isIdle() {
        return current == null;
    }

    /** Closes the connection without another word. */
    void hangUp() {
        cut();
        socket.close();
    }

    private synchronized void over(@Nullable Work work) {
        if (work != null) {
            work.over = true;
            notifyAll();
        }
    }

    /** Writes until nothing is due or the client has to be waited for. */
    private void goOn(Work first) {
        Work work = first;
        while (work != null) {
            Throwable failure = null;
            while (failure == null && work.frames.hasMore()) {
                Flight next = new Flight(work);
                if (!begins(next)) {
                    return;
                }
                CompletionState state =
                        socket.write(BlockingMode.NON_BLOCK, -1, TimeUnit.MILLISECONDS, null, next, next, next.buffers);
                if (state == CompletionState.INLINE) {
                    ends(next);
                } else if (state == CompletionState.NOT_DONE) {
                    ends(next);
                    failure = new IOException("The container writes to the socket by itself");
                } else {
                    waits(next);
                    return;
                }
            }
            work = following(work, failure);
        }
    }

    private boolean begins(Flight next) {
        next.load();
        synchronized (this) {
            if (current == next.work) {
                flight = next;
                return true;
            }
        }
        next.unload();
        return false;
    }

    private void ends(Flight ended) {
        synchronized (this) {
            waitsForClient = false;
            flight = flight == ended ? null : flight;
        }
        ended.unload();
    }

    private synchronized void waits(Flight waiting) {
        if (flight == waiting) {
            waitsForClient = true;
            notifyAll();
        }
    }

    /** Completes a write, and gives what is due next. */
    private @Nullable Work following(Work ended, @Nullable Throwable failure) {
        Work next;
        synchronized (this) {
            if (current != ended) {
                return null;
            }
            over(ended);
            if (pong != null && failure == null) {
                next = pong;
                pong = null;
            } else if (due != null) {
                next = due;
                due = null;
            } else {
                next = close;
                close = null;
            }
            current = next;
        }
        ended.complete(failure);
        return next;
    }

    /** One call of the socket: a buffer full of frames, and what Tomcat asks and tells of it. */
    private final class Flight implements CompletionCheck, CompletionHandler<Long, @Nullable Void> {

        final Work work;
        final ByteBuffer[] buffers = new ByteBuffer[1];
        /** Guarded by the output. */
        @Nullable ByteBuffer lent;

        Flight(Work work) {
            this.work = work;
        }

        void load() {
            ByteBuffer buffer = scratch.lend();
            lent = buffer;
            buffer = buffer == null ? ByteBuffer.allocate(work.frames.length(Scratch.SIZE)) : buffer;
            work.frames.putInto(buffer);
            buffers[0] = buffer.flip();
        }

        void unload() {
            ByteBuffer buffer;
            synchronized (FrameOutput.this) {
                buffer = lent;
                lent = null;
            }
            if (buffer != null) {
                scratch.giveBack(buffer);
            }
        }

        /** Before the rest of a write waits for the client, it moves to a buffer of its own. */
        @Override
        public CompletionHandlerCall callHandler(
                CompletionState state, ByteBuffer[] theBuffers, int offset, int length) {
            ByteBuffer buffer = buffers[0];
            if (!buffer.hasRemaining()) {
                return state == CompletionState.DONE ? CompletionHandlerCall.DONE : CompletionHandlerCall.NONE;
            }
            if (state == CompletionState.INLINE && buffer.isDirect()) {
                buffers[0] = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
                unload();
            }
            return CompletionHandlerCall.CONTINUE;
        }

        @Override
        public void completed(Long count, @Nullable Void nothing) {
            ends(this);
            goOn(work);
        }

        @Override
        public void failed(Throwable failure, @Nullable Void nothing) {
            ends(this);
            Work next = following(work, failure);
            if (next != null) {
                goOn(next);
            }
        }
    }
}
