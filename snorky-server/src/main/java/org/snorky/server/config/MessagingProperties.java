package org.snorky.server.config;

import org.snorky.server.messaging.MessagingSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Person to person.
 *
 * @param enabled whether the service is there
 * @param maxNamesPerClient how many names one client may hold
 * @param maxNames how many names all clients may hold together
 * @param maxNameLength how many characters a name may have
 */
public record MessagingProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("16") int maxNamesPerClient,
        @DefaultValue("10000") int maxNames,
        @DefaultValue("100") int maxNameLength) {

    public MessagingProperties {
        Check.positive("snorky.messaging.max-names-per-client", maxNamesPerClient);
        Check.positive("snorky.messaging.max-names", maxNames);
        Check.positive("snorky.messaging.max-name-length", maxNameLength);
    }

    MessagingSettings settings() {
        return new MessagingSettings(maxNamesPerClient);
    }
}
