package org.snorky.server.store.redis.presence;

import org.snorky.server.cursors.Documents;
import org.snorky.server.messaging.Names;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** A node of a test with its lease, names and documents. */
final class PresenceNode implements AutoCloseable {

    static final int MANY = 50;

    private final TestLink link;
    final Lease lease;
    final RedisNames names;
    final RedisDocuments documents;

    PresenceNode(int port, RedisSettings settings, int max) {
        link = TestLink.to(port, settings);
        lease = new Lease(link.link());
        names = new RedisNames(link.link(), lease, max);
        documents = new RedisDocuments(link.link(), lease, max, System::nanoTime);
        names.start();
        lease.start();
    }

    Names names() {
        return names;
    }

    Documents documents() {
        return documents;
    }

    TestLink link() {
        return link;
    }

    /** Ends it without a word, as a killed process does. */
    void kill() {
        link.close();
    }

    /** Ends it as a server that is shut down. */
    @Override
    public void close() {
        lease.close();
        link.close();
    }
}
