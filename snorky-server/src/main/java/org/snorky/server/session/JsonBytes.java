package org.snorky.server.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the making, in UTF-8: parts that are encoded already are copied, so that what is sent to many, or sent again, is
 * encoded once.
 */
public final class JsonBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    /** A value, encoded. */
    public static byte[] of(JsonNode value) {
        return WireJson.mapper().writeValueAsBytes(value);
    }

    /** What stands between values, such as names of members; ASCII, and JSON already. */
    public JsonBytes syntax(String ascii) {
        bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** A value that is encoded already. */
    public JsonBytes value(byte[] utf8) {
        bytes.writeBytes(utf8);
        return this;
    }

    /** An object that is encoded already and goes on: all of it but its closing brace. */
    public JsonBytes open(byte[] object) {
        bytes.write(object, 0, object.length - 1);
        return this;
    }

    /** A list of values that are encoded already. */
    public JsonBytes list(Iterable<byte[]> values) {
        char before = '[';
        for (byte[] value : values) {
            bytes.write(before);
            bytes.writeBytes(value);
            before = ',';
        }
        return syntax(before == '[' ? "[]" : "]");
    }

    /** What was made so far. */
    public byte[] toUtf8() {
        return bytes.toByteArray();
    }
}
