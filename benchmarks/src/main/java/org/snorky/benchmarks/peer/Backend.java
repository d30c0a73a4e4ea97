package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP backend of our server, as an application would use it. */
public final class Backend {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final int port;
    private final String key;

    /** The header line of the key. */
    String keyHeader() {
        return "X-Backend-Key: " + key;
    }

    Backend(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** Authorises a subscription to all rows of a model, and gives its token. */
    public Subscription authorize(String model) {
        JsonNode answer = post("/backend/subscriptions", "{\"items\":[{\"dealer\":\"" + model + "\",\"query\":null}]}");
        return new Subscription(
                answer.get("token").asString(), answer.get("position").asString());
    }

    /** Publishes a batch of deltas, and gives the answer. */
    public JsonNode publish(String deltas) {
        return post("/backend/deltas", deltas);
    }

    private JsonNode post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Backend-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * An authorised subscription.
     *
     * @param position of the log when it was authorised
     */
    public record Subscription(String token, String position) {}
}
