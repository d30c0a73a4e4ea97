package org.snorky.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;

/** Requests to the HTTP backend, as they go over the wire. */
public final class BackendClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private BackendClient() {}

    /** @param body null for a request without one */
    public static HttpResponse<String> send(URI url, String method, @Nullable String key, @Nullable String body) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return send(url, request -> {
            if (key != null) {
                request.header(SnorkyHeaders.BACKEND_KEY, key);
            }
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            return request.method(method, publisher);
        });
    }

    public static HttpResponse<String> post(URI url, String body) {
        return send(url, "POST", RunningServer.KEY, body);
    }

    public static HttpResponse<String> send(URI url, UnaryOperator<HttpRequest.Builder> request) {
        try {
            return HTTP.send(request.apply(HttpRequest.newBuilder(url)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
