package org.snorky.server.history;

import org.jspecify.annotations.Nullable;
import org.snorky.server.position.Position;
import org.snorky.server.rpc.InvalidParamsException;
import tools.jackson.databind.JsonNode;

/**
 * From where a client wants a channel's history, read from the {@code position} it gave.
 *
 * @param after the position, or null for all that is kept
 */
public record ReadFrom(@Nullable Position after) {

    /** Of no history, since epochs have letters and digits. */
    private static final Position NOWHERE = new Position("-", 0);

    /** Null where the client gave nothing, and so wants no history. */
    public static @Nullable ReadFrom of(@Nullable JsonNode given) {
        if (given == null) {
            return null;
        }
        if (given.isNull()) {
            return new ReadFrom(null);
        }
        if (!given.isString()) {
            throw new InvalidParamsException("Parameter 'position' must be a string or null");
        }
        return new ReadFrom(Position.parse(given.stringValue()).orElse(NOWHERE));
    }
}
