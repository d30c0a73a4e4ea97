package org.snorky.server.architecture.planted.store;

import org.snorky.server.architecture.planted.config.ConfigThatIsKnown;

/** Breaks a rule on purpose. */
public class StoreThatKnowsConfig {
    public ConfigThatIsKnown config;
}
