package org.snorky.server.transport.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backend request is answered.
 *
 * @param type the media type of the body
 * @param body UTF-8, or null for none
 */
record HttpAnswer(int status, String type, byte @Nullable [] body) {

    private static final String JSON = "application/json";

    static HttpAnswer empty(int status) {
        return new HttpAnswer(status, JSON, null);
    }

    static HttpAnswer json(int status, JsonNode body) {
        return json(status, WireJson.mapper().writeValueAsBytes(body));
    }

    static HttpAnswer json(int status, byte[] utf8) {
        return new HttpAnswer(status, JSON, utf8);
    }

    /** A failure as RFC 9457 has it, with our code, and where in the body it lies if that is known. */
    static HttpAnswer problem(int status, String title, String detail, String code, @Nullable String pointer) {
        ObjectNode body = WireJson.mapper()
                .createObjectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        if (pointer != null) {
            body.put("pointer", pointer);
        }
        return new HttpAnswer(
                status, "application/problem+json", WireJson.mapper().writeValueAsBytes(body));
    }

    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (body != null) {
            response.setContentType(type);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
