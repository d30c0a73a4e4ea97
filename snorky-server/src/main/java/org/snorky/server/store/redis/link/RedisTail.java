package org.snorky.server.store.redis.link;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.snorky.server.datasync.log.UnavailableException;

/**
 * A connection of one thread that reads a stream and waits for more of it; what waits on a connection keeps all others on
 * it waiting. It is not connected anew: who has it opens another, which is connected to who is the master then.
 */
public final class RedisTail implements AutoCloseable {

    private final StatefulConnection<byte[], byte[]> connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    RedisTail(StatefulConnection<byte[], byte[]> connection) {
        this.connection = connection;
    }

    /**
     * Reads what lies behind an entry, and waits where there is nothing yet.
     *
     * @param after the id of the last entry that was read
     * @param most how many entries at most
     * @param longest for how long to wait; more than a second is cut to that
     * @return entries, each a list of its id and the list of its fields' names and values in turn; empty when the time is over
     * @throws UnavailableException the connection is good for nothing any more
     * @throws InterruptedException the thread was interrupted; the connection is good for nothing any more
     */
    public Answer read(String key, String after, int most, Duration longest) throws InterruptedException {
        long wait = Math.max(1, Math.min(longest.toMillis(), 1000));
        AsyncCommand<byte[], byte[], List<Object>> command = new AsyncCommand<>(new Command<>(
                CommandType.XREAD,
                new NestedMultiOutput<>(ByteArrayCodec.INSTANCE),
                Calls.args()
                        .add("COUNT")
                        .add(most)
                        .add("BLOCK")
                        .add(wait)
                        .add("STREAMS")
                        .addKey(Calls.bytes(key))
                        .add(Calls.bytes(after))));
        try {
            connection.dispatch(command);
            List<Object> streams = command.get();
            boolean nothing = streams == null || streams.isEmpty() || streams.get(0) == null;
            return nothing ? new Answer(List.of()) : new Answer(streams).list(0).list(1);
        } catch (ExecutionException failure) {
            close();
            throw UnavailableException.undone("Cannot read from Redis: " + Failures.sentence(failure));
        } catch (InterruptedException interrupted) {
            close();
            throw interrupted;
        } catch (RuntimeException failure) {
            close();
            throw UnavailableException.undone("Cannot read from Redis: " + Failures.sentence(failure));
        }
    }

    /** Makes a read that waits in another thread fail. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection.closeAsync();
        }
    }
}
