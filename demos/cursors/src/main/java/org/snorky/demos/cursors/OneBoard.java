package org.snorky.demos.cursors;

import org.snorky.server.cursors.CursorPolicy;
import org.snorky.server.rpc.Client;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** There is one document here, and it is for everybody. */
@Component
class OneBoard implements CursorPolicy {

    @Override
    public boolean mayJoin(Client client, JsonNode document) {
        return document.isString() && "garden".equals(document.stringValue());
    }
}
