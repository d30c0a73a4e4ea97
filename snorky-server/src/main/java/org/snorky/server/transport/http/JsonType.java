package org.snorky.server.transport.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Which bodies are read: JSON in UTF-8, and those that say nothing of what they are. */
final class JsonType {

    private JsonType() {}

    /** @throws Problem if it is another type */
    static void check(@Nullable String contentType) {
        if (contentType != null && !isJson(contentType)) {
            throw Problem.unsupportedType(contentType);
        }
    }

    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            boolean isUtf8 = type.getCharset() == null
                    || "UTF-8".equalsIgnoreCase(type.getCharset().name());
            return isUtf8 && (type.getSubtype().equals("json") || "json".equals(type.getSubtypeSuffix()));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
