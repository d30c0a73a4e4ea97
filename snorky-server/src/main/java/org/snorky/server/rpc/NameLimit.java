package org.snorky.server.rpc;

import org.snorky.protocol.ErrorCode;
import tools.jackson.databind.JsonNode;

/**
 * How long a name may be that clients make up and the server keeps: of a channel, a document, a participant.
 *
 * @param characters of the name, or of its JSON where it is no text
 */
public record NameLimit(int characters) {

    /** @throws RpcException {@code Name too long} */
    public void check(String name) {
        if (name.length() > characters) {
            throw new RpcException("Name too long", ErrorCode.NAME_TOO_LONG);
        }
    }

    /** @throws RpcException {@code Name too long} */
    public void check(JsonNode name) {
        check(name.isString() ? name.stringValue() : name.toString());
    }
}
