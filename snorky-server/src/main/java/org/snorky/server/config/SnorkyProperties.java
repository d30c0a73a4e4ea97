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
        @DefaultValue @NestedConfigurationProperty ThreadProperties threads) {}
