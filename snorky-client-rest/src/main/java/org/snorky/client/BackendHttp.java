package org.snorky.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** One request to the backend and its answer as a tree; what is no success becomes one of the client's exceptions. */
final class BackendHttp {

    /** More is refused unread: no answer of the protocol comes near it. */
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final RestClient rest;
    private final URI url;

    BackendHttp(RestClient rest, URI url) {
        this.rest = rest;
        this.url = url;
    }

    JsonNode post(String path, Object body) {
        byte[] bytes = WireJson.mapper().writeValueAsBytes(body);
        return exchange(rest.method(HttpMethod.POST)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes));
    }

    JsonNode delete(String path, String variable) {
        return exchange(rest.method(HttpMethod.DELETE).uri(path, variable));
    }

    private JsonNode exchange(RestClient.RequestHeadersSpec<?> request) {
        try {
            JsonNode answer = request.accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                    .exchange((sent, response) -> read(response));
            return answer == null ? NullNode.getInstance() : answer;
        } catch (ResourceAccessException failure) {
            throw unavailable(failure);
        }
    }

    private JsonNode read(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        byte[] body = response.getBody().readNBytes(MAX_ANSWER_BYTES + 1);
        if (body.length > MAX_ANSWER_BYTES) {
            throw new SnorkyUnavailableException(url + " answered with more than 16 MB", true, null);
        }
        if (status / 100 == 2) {
            return body.length == 0 ? NullNode.getInstance() : success(body);
        }
        throw Problem.read(status, body, url);
    }

    private JsonNode success(byte[] body) {
        try {
            return WireJson.mapper().readTree(body);
        } catch (JacksonException notJson) {
            throw new SnorkyUnavailableException(url + " answered with something that is not JSON", true, notJson);
        }
    }

    private SnorkyUnavailableException unavailable(ResourceAccessException failure) {
        Throwable reason = failure.getMostSpecificCause();
        return new SnorkyUnavailableException(
                "No answer from the Snorky server at " + url + ": " + describe(reason), !isUnsent(failure), failure);
    }

    private static String describe(Throwable reason) {
        String type = reason.getClass().getSimpleName();
        return reason.getMessage() == null ? type : type + ", " + reason.getMessage();
    }

    /** A refused or never established connection carried nothing. */
    private static boolean isUnsent(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
