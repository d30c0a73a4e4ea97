package org.snorky.server.store.redis.channel;

import org.jspecify.annotations.Nullable;
import org.snorky.server.store.redis.link.Place;

/**
 * A channel of which a node asks or tells something, and what the node knows of it.
 *
 * @param heard the place up to which it has heard everything, or null if it does not follow the channel
 */
record Asked(ChannelName name, @Nullable Place heard) {

    /** The highest epoch that it has heard of. */
    long seen() {
        return heard == null ? 0 : heard.epoch();
    }

    /** The place as scripts take it. */
    String since() {
        return heard == null ? "" : heard.toString();
    }
}
