package org.snorky.server.chat;

import org.snorky.protocol.JsonKey;
import org.snorky.server.session.JsonBytes;
import tools.jackson.databind.JsonNode;

/**
 * Who somebody is, as rooms know it.
 *
 * @param json as it was given; not to be changed
 */
public record Identity(JsonKey key, byte[] json) {

    static Identity of(JsonNode identity) {
        return new Identity(JsonKey.of(identity), JsonBytes.of(identity));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity && key.equals(identity.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
