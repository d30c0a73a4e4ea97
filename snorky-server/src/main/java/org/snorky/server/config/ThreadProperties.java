package org.snorky.server.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sizes of thread pools.
 *
 * @param services threads that run the services; one that blocks holds one of them
 * @param writers threads that hand messages to sockets without waiting for clients, each to a share of the clients; as many
 *     as processors unless given
 * @param blockingWriters threads that write to clients which must be waited for (SockJS, or a container without
 *     asynchronous sends); as many slow ones can be waited for at once
 */
public record ThreadProperties(
        @DefaultValue("8") int services,
        @Nullable Integer writers,
        @DefaultValue("16") int blockingWriters) {

    public ThreadProperties {
        Check.positive("snorky.threads.services", services);
        Check.positive("snorky.threads.writers", writers == null ? 1 : writers);
        Check.positive("snorky.threads.blocking-writers", blockingWriters);
    }

    /** @param processors how many there are */
    int writers(int processors) {
        return writers == null ? processors : writers;
    }
}
