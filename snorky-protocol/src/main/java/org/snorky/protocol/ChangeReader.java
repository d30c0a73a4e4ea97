package org.snorky.protocol;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads changes from untrusted JSON; a batch with one bad change is refused whole, and told which one and why. */
public final class ChangeReader {

    private ChangeReader() {}

    /**
     * Reads a batch.
     *
     * @param deltas a JSON array
     * @param pointer where the array stands in the input, for the failure's own pointer
     * @throws ProtocolException if it is no array or one of its elements is no delta
     */
    public static List<Change> readAll(JsonNode deltas, String pointer) {
        if (!deltas.isArray()) {
            throw new ProtocolException("deltas must be an array", ErrorCode.INVALID_PARAMS, pointer);
        }
        List<Change> batch = new ArrayList<>(deltas.size());
        for (int i = 0; i < deltas.size(); i++) {
            batch.add(read(deltas.get(i), pointer + "/" + i));
        }
        return batch;
    }

    private static Change read(JsonNode value, String pointer) {
        if (!value.isObject()) {
            throw new ProtocolException("delta must be an object", ErrorCode.INVALID_PARAMS, pointer);
        }
        String type = typeOf(value, pointer);
        if (type.equals("invalidate")) {
            return invalidation(value, pointer);
        }
        String model = modelOf(value, pointer);
        return switch (type) {
            case "insert" -> new Delta.Insert(model, row(value, "data", pointer));
            case "update" -> new Delta.Update(model, row(value, "newData", pointer), row(value, "oldData", pointer));
            case "delete" -> new Delta.Delete(model, row(value, "data", pointer));
            default -> throw invalidType(pointer);
        };
    }

    private static Invalidation invalidation(JsonNode value, String pointer) {
        if (!value.has("dealer")) {
            return Invalidation.ofModel(modelOf(value, pointer));
        }
        if (value.has("model")) {
            throw new ProtocolException(
                    "An invalidation is of a model or of a dealer's query, not of both",
                    ErrorCode.INVALID_PARAMS,
                    pointer + "/model");
        }
        return Invalidation.ofItem(SubscriptionItemReader.read(value, pointer));
    }

    private static String typeOf(JsonNode delta, String pointer) {
        JsonNode type = required(delta, "type", pointer);
        if (!type.isString()) {
            throw invalidType(pointer);
        }
        return type.stringValue();
    }

    private static String modelOf(JsonNode delta, String pointer) {
        JsonNode model = required(delta, "model", pointer);
        if (!model.isString()) {
            throw new ProtocolException("model must be string", ErrorCode.INVALID_MODEL, pointer + "/model");
        }
        return model.stringValue();
    }

    private static JsonNode row(JsonNode delta, String field, String pointer) {
        JsonNode row = required(delta, field, pointer);
        if (!row.isObject()) {
            throw new ProtocolException(field + " must be an object", ErrorCode.INVALID_PARAMS, pointer + "/" + field);
        }
        return row;
    }

    private static JsonNode required(JsonNode delta, String field, String pointer) {
        JsonNode value = delta.get(field);
        if (value == null) {
            throw new ProtocolException(
                    "Missing field '" + field + "'", ErrorCode.MISSING_FIELD, pointer + "/" + field);
        }
        return value;
    }

    private static ProtocolException invalidType(String pointer) {
        return new ProtocolException("Invalid delta type", ErrorCode.INVALID_DELTA_TYPE, pointer + "/type");
    }
}
