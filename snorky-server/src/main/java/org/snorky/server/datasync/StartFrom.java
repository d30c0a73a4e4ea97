package org.snorky.server.datasync;

import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.InvalidParamsException;
import tools.jackson.databind.JsonNode;

/**
 * From where a client wants a subscription, read from the {@code position} it gave.
 *
 * @param isResumable whether it gave one, null included, and so can resume later
 * @param position after which to begin, or null for where the subscription was authorised
 */
record StartFrom(boolean isResumable, @Nullable Position position) {

    /** @throws PositionLostException if the text is a position of no log */
    static StartFrom of(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return new StartFrom(given != null, null);
        }
        if (!given.isString()) {
            throw new InvalidParamsException("Parameter 'position' must be a string or null");
        }
        return new StartFrom(true, Position.parse(given.stringValue()).orElseThrow(PositionLostException::new));
    }
}
