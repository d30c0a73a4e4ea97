package org.snorky.server.history;

import tools.jackson.databind.JsonNode;

/**
 * Decides which channels keep what is said in them. A bean of this type takes the place of the patterns of the configuration;
 * how much is kept is configured all the same.
 */
@FunctionalInterface
public interface HistoryPolicy {

    /**
     * Asked for each message, by many threads at once, so that it must be quick, and its answer for a channel should stay the
     * same: what was kept of a channel is dropped with the next message that is not.
     *
     * @param service {@code chat} or {@code pubsub}
     */
    boolean keeps(String service, JsonNode channel);
}
