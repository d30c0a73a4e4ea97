package org.snorky.testsupport.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a backend is answered.
 *
 * @param status the HTTP status
 * @param body the whole JSON body; null where the example does not care
 * @param problem members that the body, an {@code application/problem+json}, must have beside others; null if the answer
 *     is no problem
 */
public record BackendAnswer(
        int status, @Nullable JsonNode body, @Nullable JsonNode problem) {

    /**
     * Compares an answer with this one, and binds the placeholders it gave values to.
     *
     * @param contentType the {@code Content-Type} header, null if absent
     * @param actualBody the body, null if there was none
     * @throws WireMismatch if they differ
     */
    public void check(
            int actualStatus, @Nullable String contentType, @Nullable JsonNode actualBody, Bindings bindings) {
        if (actualStatus != status) {
            throw new WireMismatch(
                    "status", Integer.toString(status), actualStatus + (actualBody == null ? "" : " " + actualBody));
        }
        if (body != null) {
            bindings.match(body, present(actualBody));
        }
        if (problem != null) {
            if (contentType == null || !contentType.startsWith("application/problem+json")) {
                throw new WireMismatch("content type", "application/problem+json", String.valueOf(contentType));
            }
            bindings.matchMembers(problem, present(actualBody));
        }
    }

    private static JsonNode present(@Nullable JsonNode actualBody) {
        if (actualBody == null) {
            throw new WireMismatch("body", "JSON", "nothing");
        }
        return actualBody;
    }
}
