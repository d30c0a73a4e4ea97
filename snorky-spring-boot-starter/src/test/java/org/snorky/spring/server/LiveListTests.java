package org.snorky.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.client.SnorkyClient;
import org.snorky.client.SnorkyServerException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.spring.publish.DeltaQueue;
import org.snorky.spring.server.LiveApplication.Todo;
import org.snorky.spring.server.LiveApplication.Todos;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Entity, endpoint, real server, real socket: the server in the same application, and as one of its own. */
class LiveListTests {

    private static final String KEY = "swordfish-for-these-tests";

    private ConfigurableApplicationContext server;
    private ConfigurableApplicationContext application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static ConfigurableApplicationContext run(Class<?> source, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.port", 0,
                "management.server.port", 0,
                "spring.datasource.generate-unique-name", true));
        properties.putAll(settings);
        return new SpringApplicationBuilder(source)
                .bannerMode(Banner.Mode.OFF)
                .properties(properties)
                .run();
    }

    private static int port(ConfigurableApplicationContext context, String name) {
        return context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
    }

    private void embed() {
        application = run(LiveApplication.class, Map.of());
        server = application;
    }

    private void startServer(int backendPort, int frontendPort) {
        server = run(
                StandaloneServer.class,
                Map.of(
                        "snorky.client.enabled",
                        false,
                        "snorky.backend.keys",
                        KEY,
                        "server.port",
                        frontendPort,
                        "management.server.port",
                        backendPort));
    }

    private void startApplication(int backendPort, String key) {
        application = run(
                LiveApplication.class,
                Map.of(
                        "snorky.server.enabled",
                        false,
                        "snorky.client.url",
                        "http://localhost:" + backendPort,
                        "snorky.client.key",
                        key,
                        "snorky.client.subscriptions.retry-after",
                        "100ms"));
    }

    private static String tokenOf(HttpResponse<String> response) {
        return response.headers().firstValue("X-Subscription-Token").orElseThrow(NoSuchElementException::new);
    }

    private void changesReachTheBrowser() throws Exception {
        Todos todos = application.getBean(Todos.class);
        HttpResponse<String> list = BrowserClient.fetch(port(application, "server"), "/api/todos");
        assertThat(list.body()).isEqualTo("[]");
        try (BrowserClient browser = new BrowserClient(port(server, "server"))) {
            browser.acquire(tokenOf(list));
            Todo todo = new Todo();
            todo.title = "Tea";
            Todo saved = todos.save(todo);
            JsonNode insert = browser.nextDelta();
            assertThat(insert.path("type").stringValue()).isEqualTo("insert");
            assertThat(insert.path("model").stringValue()).isEqualTo("Todo");
            assertThat(insert.path("data").path("title").stringValue()).isEqualTo("Tea");

            saved.title = "Coffee";
            todos.save(saved);
            JsonNode update = browser.nextDelta();
            assertThat(update.path("oldData").path("title").stringValue()).isEqualTo("Tea");
            assertThat(update.path("newData").path("title").stringValue()).isEqualTo("Coffee");

            todos.delete(saved);
            assertThat(browser.nextDelta().path("type").stringValue()).isEqualTo("delete");
        }
    }

    @Test
    void isLiveWithTheServerInTheSameApplication() throws Exception {
        embed();

        assertThat(application.getBeansOfType(SnorkyClient.class)).isEmpty();
        changesReachTheBrowser();
    }

    @Test
    void isLiveWithAServerOfItsOwn() throws Exception {
        startServer(0, 0);
        startApplication(port(server, "management"), KEY);

        assertThat(application.getBean(SnorkyBackend.class)).isInstanceOf(SnorkyClient.class);
        changesReachTheBrowser();
    }

    @Test
    void worksOnWithoutTheServerAndSendsLaterWhatHappened() throws Exception {
        startServer(0, 0);
        int backend = port(server, "management");
        int frontend = port(server, "server");
        startApplication(backend, KEY);
        server.close();
        HealthIndicator health = application.getBean("snorkyClientHealthIndicator", HealthIndicator.class);

        HttpResponse<String> list = BrowserClient.fetch(port(application, "server"), "/api/todos");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("X-Subscription-Token")).isEmpty();
        Todo todo = new Todo();
        todo.title = "while away";
        application.getBean(Todos.class).save(todo);
        await().untilAsserted(() -> assertThat(health.health().getDetails())
                .containsKeys("sending", "tokens")
                .containsEntry("waitingDeltas", 1));
        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);

        startServer(backend, frontend);
        await().until(() -> application.getBean(DeltaQueue.class).size() == 0);
        await().until(() -> BrowserClient.fetch(port(application, "server"), "/api/todos")
                .headers()
                .firstValue("X-Subscription-Token")
                .isPresent());
        await().until(() -> health.health().getStatus() == Status.UP);
    }

    @Test
    void tellsAWrongKey() {
        startServer(0, 0);
        SnorkyClient client = SnorkyClient.builder()
                .url("http://localhost:" + port(server, "management"))
                .key("wrong")
                .build();

        assertThat(catchThrowableOfType(
                                SnorkyServerException.class,
                                () -> client.authorize(List.of(new SubscriptionItem("Todo", NullNode.getInstance()))))
                        .code())
                .isEqualTo("invalid_key");
    }

    @Test
    void letsTheClientCallAnyServiceOfTheBackend() {
        startServer(0, 0);
        SnorkyClient client = SnorkyClient.builder()
                .url("http://localhost:" + port(server, "management"))
                .key(KEY)
                .build();

        assertThat(client.call("pubsub_backend", "publish", Map.of("channel", "news", "message", 1), Object.class))
                .isNull();
        String token = client.call(
                "datasync_backend",
                "authorizeSubscription",
                Map.of("items", List.of(new SubscriptionItem("Todo", NullNode.getInstance()))),
                String.class);
        assertThat(client.cancel(token)).isTrue();
        assertThat(client.cancel(token)).isFalse();
        client.publish(WireJson.mapper().readTree("\"news\""), WireJson.mapper().readTree("2"));
    }
}
