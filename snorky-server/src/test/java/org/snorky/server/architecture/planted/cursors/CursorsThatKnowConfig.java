package org.snorky.server.architecture.planted.cursors;

import org.snorky.server.architecture.planted.config.ConfigThatIsKnown;

/** Breaks a rule on purpose. */
public class CursorsThatKnowConfig {
    public ConfigThatIsKnown other = new ConfigThatIsKnown();
}
