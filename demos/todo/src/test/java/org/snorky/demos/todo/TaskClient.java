package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API that is no browser, as curl would be; bodies are JSON in single quotes. */
final class TaskClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    TaskClient(String url) {
        this.url = url + "/api/tasks";
    }

    /** Adds a task and gives its id. */
    long post(String body) {
        return JsonMapper.shared().readTree(send("POST", "", body)).get("id").asLong();
    }

    String send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
