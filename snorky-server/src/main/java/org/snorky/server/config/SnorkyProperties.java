package org.snorky.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set about the server; ports are Boot's own {@code server.port} and
 * {@code management.server.port}.
 *
 * @param frontend endpoints for browsers
 * @param backend the endpoint for trusted applications
 * @param pubsub publish and subscribe
 * @param chat rooms with presence
 * @param messaging person to person
 * @param cursors shared cursors
 * @param datasync the synchronisation of rows
 * @param store where what nodes may share is kept
 * @param redis how it is kept there
 * @param threads sizes of thread pools
 */
@ConfigurationProperties("snorky")
public record SnorkyProperties(
        @DefaultValue @NestedConfigurationProperty FrontendProperties frontend,
        @DefaultValue @NestedConfigurationProperty BackendProperties backend,
        @DefaultValue @NestedConfigurationProperty PubSubProperties pubsub,
        @DefaultValue @NestedConfigurationProperty ChatProperties chat,
        @DefaultValue @NestedConfigurationProperty MessagingProperties messaging,
        @DefaultValue @NestedConfigurationProperty CursorsProperties cursors,
        @DefaultValue @NestedConfigurationProperty DataSyncProperties datasync,
        @DefaultValue("memory") Store store,
        @DefaultValue @NestedConfigurationProperty RedisProperties redis,
        @DefaultValue @NestedConfigurationProperty ThreadProperties threads) {

    /** Where the log of deltas, subscriptions, channels, rooms, documents and names are. */
    public enum Store {
        /** In this process, which then is the only one. */
        MEMORY,
        /** In Redis, for all processes that use it. */
        REDIS
    }
}
