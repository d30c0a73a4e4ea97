package org.snorky.server.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Publish and subscribe.
 *
 * @param enabled whether its services are there
 * @param frontendPublishing whether clients of the frontend may publish, where no policy bean decides
 * @param maxChannelsPerClient how many channels one client may subscribe to
 */
public record PubSubProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean frontendPublishing,
        @DefaultValue("1000") int maxChannelsPerClient) {

    public PubSubProperties {
        Check.positive("snorky.pubsub.max-channels-per-client", maxChannelsPerClient);
    }
}
