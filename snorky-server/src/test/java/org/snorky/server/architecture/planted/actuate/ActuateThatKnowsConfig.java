package org.snorky.server.architecture.planted.actuate;

import org.snorky.server.architecture.planted.config.ConfigThatIsKnown;

/** Breaks a rule on purpose. */
public class ActuateThatKnowsConfig {
    public ConfigThatIsKnown config;
}
