package org.snorky.server.transport.http;

import java.util.Set;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** The JSON body of a REST request, read strictly: a misspelt field is refused and not overlooked. */
final class RestBody {

    private RestBody() {}

    static JsonNode parse(byte[] utf8) {
        try {
            JsonNode body = WireJson.read(utf8);
            if (body.isMissingNode()) {
                throw Problem.invalidJson();
            }
            return body;
        } catch (StreamConstraintsException tooDeepOrTooLong) {
            throw new ProtocolException("Malformed message", ErrorCode.MALFORMED_MESSAGE);
        } catch (JacksonException notJson) {
            throw Problem.invalidJson();
        }
    }

    static JsonNode object(JsonNode body, Set<String> fields) {
        if (!body.isObject()) {
            throw new ProtocolException("The body must be an object", ErrorCode.INVALID_PARAMS, "");
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                throw new ProtocolException(
                        "Unknown field '" + name + "'", ErrorCode.INVALID_PARAMS, "/" + escaped(name));
            }
        }
        return body;
    }

    static JsonNode required(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new ProtocolException("Missing field '" + field + "'", ErrorCode.MISSING_FIELD, "/" + field);
        }
        return value;
    }

    /** As RFC 6901 writes a name in a pointer. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
