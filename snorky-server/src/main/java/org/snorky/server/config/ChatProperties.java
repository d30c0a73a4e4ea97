package org.snorky.server.config;

import java.time.Duration;
import org.snorky.server.chat.ChatSettings;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rooms with presence.
 *
 * @param enabled whether the service is there
 * @param presenceGrace how long a member whose last client disconnected is a member still
 * @param maxChannelsPerClient how many channels one client may be in
 * @param maxChannelLength how many characters a channel may have, as JSON where it is no text
 * @param maxMembersPerChannel how many identities one channel may have
 * @param maxAbsences how many members may be away within their grace at once
 * @param history what channels keep of what was said
 */
public record ChatProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5s") Duration presenceGrace,
        @DefaultValue("100") int maxChannelsPerClient,
        @DefaultValue("200") int maxChannelLength,
        @DefaultValue("10000") int maxMembersPerChannel,
        @DefaultValue("100000") int maxAbsences,
        @DefaultValue @NestedConfigurationProperty HistoryProperties history) {

    public ChatProperties {
        Check.notNegative("snorky.chat.presence-grace", presenceGrace);
        Check.positive("snorky.chat.max-channels-per-client", maxChannelsPerClient);
        Check.positive("snorky.chat.max-channel-length", maxChannelLength);
        Check.positive("snorky.chat.max-members-per-channel", maxMembersPerChannel);
        Check.positive("snorky.chat.max-absences", maxAbsences);
        history.check("snorky.chat.history");
    }

    ChatSettings settings() {
        return new ChatSettings(maxChannelsPerClient, presenceGrace, maxAbsences);
    }
}
