package org.snorky.server.transport.sockjs;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;

/** A client that polls, and that tells when its cache has room: Spring bounds the count of what it holds and not its size. */
final class BoundedPollingSession extends PollingSockJsSession {

    private final int maxMessages;
    private final long maxCharacters;
    private final AtomicReference<@Nullable Runnable> onRoom = new AtomicReference<>();

    BoundedPollingSession(
            String id,
            SockJsServiceConfig config,
            WebSocketHandler handler,
            Map<String, Object> attributes,
            long maxCharacters) {
        super(id, config, handler, attributes);
        this.maxMessages = config.getHttpMessageCacheSize();
        this.maxCharacters = maxCharacters;
    }

    /** Whether the cache takes one more message; an empty one takes any. */
    boolean hasRoom() {
        Queue<String> cache = getMessageCache();
        return cache.isEmpty()
                || (cache.size() < maxMessages
                        && cache.stream().mapToLong(String::length).sum() < maxCharacters);
    }

    /** Runs a task once there is room, or the session has ended; there is one such task. */
    void whenRoom(Runnable task) {
        onRoom.set(task);
        if (hasRoom() || isClosed()) {
            runDue();
        }
    }

    private void runDue() {
        Runnable due = onRoom.getAndSet(null);
        if (due != null) {
            due.run();
        }
    }

    @Override
    protected void flushCache() {
        super.flushCache();
        runDue();
    }

    @Override
    protected void disconnect(CloseStatus status) {
        super.disconnect(status);
        runDue();
    }
}
