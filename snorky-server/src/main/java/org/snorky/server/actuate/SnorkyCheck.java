package org.snorky.server.actuate;

import org.jspecify.annotations.Nullable;

/** Something that can be wrong with the server; all beans of this type make up its health. */
@FunctionalInterface
public interface SnorkyCheck {

    /** What is wrong and what to do about it, or null where nothing is. Never blocks. */
    @Nullable String problem();
}
