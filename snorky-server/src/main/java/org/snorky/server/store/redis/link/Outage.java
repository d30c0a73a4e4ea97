package org.snorky.server.store.redis.link;

import java.time.Instant;

/**
 * Why Redis is not asked at present.
 *
 * @param since when it was first found to be away
 * @param why for people
 */
public record Outage(Instant since, String why) {

    @Override
    public String toString() {
        return "Redis is away since " + since + ": " + why;
    }
}
