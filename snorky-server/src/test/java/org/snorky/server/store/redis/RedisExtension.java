package org.snorky.server.store.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.snorky.testsupport.redis.RedisServer;

/** A Redis for all tests of a class, those of its nested classes included, with the nodes that each test has on it. */
public final class RedisExtension implements BeforeAllCallback, AfterEachCallback {

    private final String[] settings;
    private final Deque<AutoCloseable> nodes = new ArrayDeque<>();
    private @Nullable RedisServer server;

    /** @param settings as on Redis' command line */
    public RedisExtension(String... settings) {
        this.settings = settings;
    }

    public RedisServer server() {
        return Objects.requireNonNull(server, "it starts with the first test");
    }

    public int port() {
        return server().port();
    }

    /** Has a node closed after the test, before those that were opened before it. */
    public <N extends AutoCloseable> N closing(N node) {
        nodes.push(node);
        return node;
    }

    /** The class's own context closes it, whose store those of nested classes see. */
    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getStore(Namespace.create(this))
                .computeIfAbsent(RedisServer.class, absent -> RedisServer.start(settings), RedisServer.class);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!nodes.isEmpty()) {
            nodes.pop().close();
        }
    }
}
