package org.snorky.oracle.application;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Reads the filters of requests. */
@Component
class Filters {

    /** The expression, or JSON null where there is none. */
    public JsonNode read(@Nullable String filter) {
        return filter == null ? NullNode.getInstance() : JsonMapper.shared().readTree(filter);
    }
}
