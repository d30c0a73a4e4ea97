package org.snorky.server.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Who a client is, and until when.
 *
 * @param value any JSON value, or null for nobody in particular
 * @param expiresAt when its connection ends unless it proves the same identity anew, or null for never
 */
public record ClientIdentity(
        @Nullable JsonNode value, @Nullable Instant expiresAt) {

    /** Nobody in particular, for as long as it likes. */
    public static final ClientIdentity ANONYMOUS = new ClientIdentity(null, null);

    /** Somebody with a name, for as long as the connection lasts. */
    public static ClientIdentity of(String name) {
        return new ClientIdentity(StringNode.valueOf(name), null);
    }
}
