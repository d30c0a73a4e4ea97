package org.snorky.server.transport.socket;

import java.io.EOFException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/** A way out that takes one message at a time. */
public abstract class MessageByMessage implements FrameWriter {

    private volatile @Nullable Course current;
    private volatile boolean aborted;

    /** Writes one message, and completes it once: now or later, on this thread or another. */
    protected abstract void write(OutboundMessage message, Completion completion);

    @Override
    public final void write(List<OutboundMessage> messages, Completion completion) {
        Course course = new Course(messages.iterator(), completion);
        current = course;
        if (aborted) {
            course.abort();
        } else {
            course.goOn();
        }
    }

    @Override
    public final void disconnected() {
        abort();
    }

    /** Ends the write under way, of whose end nobody else may tell any more, and each that still comes. */
    protected final void abort() {
        aborted = true;
        Course course = current;
        if (course != null) {
            course.abort();
        }
    }

    /** The writes of some messages, the next of which begins when one has ended; however they end, the stack stays flat. */
    private final class Course implements Completion {

        private final Iterator<OutboundMessage> rest;
        private final Completion end;
        private final AtomicInteger due = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();

        Course(Iterator<OutboundMessage> rest, Completion end) {
            this.rest = rest;
            this.end = end;
        }

        void goOn() {
            if (due.getAndIncrement() != 0) {
                return;
            }
            do {
                if (over.get() || !rest.hasNext()) {
                    end(null);
                    return;
                }
                try {
                    write(rest.next(), this);
                } catch (RuntimeException broken) {
                    end(broken);
                    return;
                }
            } while (due.decrementAndGet() != 0);
        }

        void abort() {
            end(new EOFException("The connection is closed"));
        }

        private void end(@Nullable Throwable failure) {
            if (over.compareAndSet(false, true)) {
                end.done(failure);
            }
        }

        @Override
        public void done(@Nullable Throwable failure) {
            if (failure == null) {
                goOn();
            } else {
                end(failure);
            }
        }
    }
}
