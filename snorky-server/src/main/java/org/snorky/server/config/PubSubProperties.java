package org.snorky.server.config;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Publish and subscribe.
 *
 * @param enabled whether its services are there
 * @param frontendPublishing whether clients of the frontend may publish, where no policy bean decides
 * @param maxChannelsPerClient how many channels one client may subscribe to
 * @param maxChannelLength how many characters a channel may have, as JSON where it is no text
 * @param history what channels keep of what was published
 */
public record PubSubProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean frontendPublishing,
        @DefaultValue("1000") int maxChannelsPerClient,
        @DefaultValue("200") int maxChannelLength,
        @DefaultValue @NestedConfigurationProperty HistoryProperties history) {

    public PubSubProperties {
        Check.positive("snorky.pubsub.max-channels-per-client", maxChannelsPerClient);
        Check.positive("snorky.pubsub.max-channel-length", maxChannelLength);
        history.check("snorky.pubsub.history");
    }
}
