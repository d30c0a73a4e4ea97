package org.snorky.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a batch of deltas in one pass over its bytes: every byte is checked, no row becomes a tree, and each keeps what it
 * was written as, less white space.
 *
 * <p>It reads what backends send, and leaves to {@link ChangeReader} all else: what is wrong, so that there is one place that
 * says how; invalidations; and the few that a client could understand otherwise than a filter does, such as members that are
 * there twice. So it needs to know only what is surely right, and whatever it reads, {@link ChangeReader} reads as the same.
 */
public final class BatchReader {

    private final byte[] utf8;
    private final JsonParser parser;
    private String lastModel = "";

    private BatchReader(byte[] utf8, JsonParser parser) {
        this.utf8 = utf8;
        this.parser = parser;
    }

    /**
     * Reads a JSON array of deltas, or an object with {@code deltas} and perhaps a {@code batchId}.
     *
     * @return null where the input needs a closer look
     */
    public static @Nullable DeltaBatch tryRead(byte[] utf8) {
        if (utf8.length > WireJson.MAX_STRING || !isUtf8(utf8)) {
            return null;
        }
        try (JsonParser parser = WireJson.unambiguous(utf8)) {
            DeltaBatch batch = new BatchReader(utf8, parser).batch();
            return parser.nextToken() == null ? batch : null;
        } catch (JacksonException | NumberFormatException notWellFormed) {
            return null;
        }
    }

    private @Nullable DeltaBatch batch() {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            List<Change> changes = changes();
            return changes == null ? null : new DeltaBatch(null, changes);
        }
        return first == JsonToken.START_OBJECT ? named() : null;
    }

    private @Nullable DeltaBatch named() {
        String batchId = null;
        List<Change> changes = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("batchId") && value == JsonToken.VALUE_STRING) {
                batchId = parser.getString();
            } else if (name.equals("deltas") && value == JsonToken.START_ARRAY) {
                changes = changes();
            } else {
                return null;
            }
        }
        return changes == null ? null : new DeltaBatch(batchId, changes);
    }

    private @Nullable List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            Delta delta = next == JsonToken.START_OBJECT ? delta() : null;
            if (delta == null) {
                return null;
            }
            changes.add(delta);
        }
        return changes;
    }

    private @Nullable Delta delta() {
        String type = null;
        String model = null;
        Row data = null;
        Row newData = null;
        Row oldData = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "type" -> type = parser.getString();
                    case "model" -> model = model(parser.getString());
                    default -> {
                        return null;
                    }
                }
            } else {
                Row row = value == JsonToken.START_OBJECT ? row() : null;
                switch (name) {
                    case "data" -> data = row;
                    case "newData" -> newData = row;
                    case "oldData" -> oldData = row;
                    default -> {
                        return null;
                    }
                }
            }
        }
        if (type == null || model == null) {
            return null;
        }
        return switch (type) {
            case "insert" -> data == null || newData != null || oldData != null ? null : new Delta.Insert(model, data);
            case "update" ->
                data != null || newData == null || oldData == null ? null : new Delta.Update(model, newData, oldData);
            case "delete" -> data == null || newData != null || oldData != null ? null : new Delta.Delete(model, data);
            default -> null;
        };
    }

    /** Deltas of one batch are mostly of one model, whose name is then kept once. */
    private String model(String name) {
        if (!name.equals(lastModel)) {
            lastModel = name;
        }
        return lastModel;
    }

    private @Nullable Row row() {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                BoundedNumbers.check(parser);
            }
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return utf8[start] == '{' && utf8[end - 1] == '}' ? new EncodedRow(compact(start, end)) : null;
    }

    /**
     * A copy without white space. It is a copy because the rest of the body would be kept for as long as any row of it is,
     * which nobody could account for.
     */
    private byte[] compact(int start, int end) {
        byte[] compact = new byte[end - start];
        int length = 0;
        boolean inString = false;
        for (int i = start; i < end; i++) {
            byte next = utf8[i];
            if (inString || next > ' ') {
                compact[length++] = next;
                if (next == '"') {
                    inString = !inString;
                } else if (next == '\\') {
                    compact[length++] = utf8[++i];
                }
            }
        }
        return length == compact.length ? compact : Arrays.copyOf(compact, length);
    }

    private static boolean isUtf8(byte[] bytes) {
        int all = 0;
        for (byte each : bytes) {
            all |= each;
        }
        if (all >= 0) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
