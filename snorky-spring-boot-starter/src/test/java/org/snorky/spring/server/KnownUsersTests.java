package org.snorky.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.spring.server.LiveApplication.Todo;
import org.snorky.spring.server.LiveApplication.Todos;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A server of its own that knows the application's users by the tokens they get from it, as the guide sets it up. */
class KnownUsersTests {

    private static final String KEY = "swordfish-for-these-tests";
    private static final String SECRET = "a-secret-that-both-of-them-have-for-tests";

    private ConfigurableApplicationContext server;
    private ConfigurableApplicationContext application;

    @AfterEach
    void stop() {
        application.close();
        server.close();
    }

    private void start(String... settingsOfTheApplication) {
        server = run(
                StandaloneServer.class,
                "users-server",
                "--snorky.client.enabled=false",
                "--snorky.backend.keys=" + KEY,
                "--snorky.frontend.jwt.clock-skew=0s");
        String[] all = new String[settingsOfTheApplication.length + 3];
        System.arraycopy(settingsOfTheApplication, 0, all, 3, settingsOfTheApplication.length);
        all[0] = "--snorky.server.enabled=false";
        all[1] = "--snorky.client.url=http://localhost:" + port(server, "management");
        all[2] = "--snorky.client.key=" + KEY;
        application = run(KnownUsersApplication.class, "users-application", all);
    }

    private static ConfigurableApplicationContext run(Class<?> source, String example, String... arguments) {
        return new SpringApplicationBuilder(source)
                .bannerMode(Banner.Mode.OFF)
                .properties(new HashMap<>(Map.of(
                        "spring.config.location",
                        "classpath:examples/" + example + ".yml",
                        "SNORKY_SECRET",
                        SECRET,
                        "server.port",
                        0,
                        "management.server.port",
                        0,
                        "spring.datasource.generate-unique-name",
                        true)))
                .run(arguments);
    }

    private static int port(ConfigurableApplicationContext context, String name) {
        return context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
    }

    private static String basic(String user) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + user.charAt(0)).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> ask(String method, String path, String user, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port(application, "server") + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (user != null) {
            request.header("Authorization", basic(user));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private BrowserClient connect(String user) throws Exception {
        String token = WireJson.mapper()
                .readTree(ask("POST", "/snorky/token", user).body())
                .get("token")
                .stringValue();
        BrowserClient client = new BrowserClient(port(server, "server"), "/ws?access_token=" + token);
        assertThat(client.next().get("type").stringValue()).isEqualTo("token");
        return client;
    }

    /** How often clients have shown the server a new token. */
    private double refreshed() {
        return server
                .getBean(MeterRegistry.class)
                .find("snorky.rpc")
                .tags("service", "snorky", "command", "refresh", "outcome", "success")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private void save(String title) {
        Todo todo = new Todo();
        todo.title = title;
        application.getBean(Todos.class).save(todo);
    }

    @Test
    void aSubscriptionIsForTheUserWhoAskedForIt() throws Exception {
        start();
        assertThat(ask("POST", "/snorky/token", null).statusCode()).isEqualTo(401);
        String token = ask("GET", "/api/todos", "ann", "X-Snorky", "Subscribe")
                .headers()
                .firstValue("X-Subscription-Token")
                .orElseThrow();

        try (BrowserClient bob = connect("bob");
                BrowserClient ann = connect("ann")) {
            assertThat(bob.answerToAcquire(token).get("code").stringValue()).isEqualTo("no_such_subscription");
            ann.acquire(token);
            save("Tea");
            assertThat(ann.nextDelta().path("data").path("title").stringValue()).isEqualTo("Tea");
        }
    }

    /**
     * The TypeScript client against the real server: its tokens last seconds, and are replaced while a list is followed. They
     * last whole seconds, and not so few that a busy machine misses the moment.
     */
    @Test
    void aPageStaysBeyondTheLifeOfItsTokens() throws Exception {
        start("--snorky.client.connection-tokens.time-to-live=6s");
        try (PageProcess page = new PageProcess(
                "http://localhost:" + port(application, "server"),
                "ws://localhost:" + port(server, "server") + "/ws",
                basic("ann"))) {
            page.tells("\"connected\"");
            page.tells("{\"status\":\"live\",\"titles\":[]}");
            save("first");
            page.tells("{\"status\":\"live\",\"titles\":[\"first\"]}");
            await().until(() -> refreshed() >= 2);
            save("second");
            page.tellsNext("{\"status\":\"live\",\"titles\":[\"first\",\"second\"]}");
        }
    }
}
