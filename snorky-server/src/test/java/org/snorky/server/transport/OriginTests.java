package org.snorky.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.RunningServer;

/** Whose pages may connect, by every way that SockJS has; those of plain WebSockets stand in {@link ConnectionLifeTests}. */
class OriginTests {

    private static final String ALLOWED = "https://app.example.org";
    private static final String STRANGER = "https://elsewhere.example";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    /** What begins a session, or a WebSocket; {@code htmlfile} is a page for frames of old browsers. */
    static final List<Way> WAYS = List.of(
            new Way("POST", "xhr", ""),
            new Way("POST", "xhr_streaming", ""),
            new Way("GET", "eventsource", ""),
            new Way("GET", "htmlfile", "?c=callback"));

    private static RunningServer server;

    record Way(String method, String name, String query) {

        String path() {
            return "/sockjs/000/origin" + SESSIONS.incrementAndGet() + "/" + name + query;
        }
    }

    /** An answer, of which the body may never end. */
    record Answer(int status, HttpHeaders headers) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    @BeforeAll
    static void start() {
        server = RunningServer.start(List.of(), "snorky.frontend.allowed-origins=https://*.example.org");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer ask(String method, String path, @Nullable String origin, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.frontend("http", path)).method(method, BodyPublishers.noBody());
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return new Answer(response.statusCode(), response.headers());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String own() {
        return "http://localhost:" + server.port();
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void pagesOfTheServersOwnOriginMayConnect(Way way) {
        assertThat(ask(way.method(), way.path(), own()).status()).isEqualTo(200);
        assertThat(ask(way.method(), way.path(), null).status())
                .as("no page at all")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void allowedPagesMayConnectAndReadTheAnswers(Way way) {
        Answer answer = ask(way.method(), way.path(), ALLOWED);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void otherPagesMayNot(Way way) {
        for (String origin : new String[] {STRANGER, "null", "https://example.org.elsewhere.example"}) {
            Answer answer = ask(way.method(), way.path(), origin);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    /** A picture or a frame of a foreign page is asked for without an origin; browsers of today say so all the same. */
    @ParameterizedTest
    @FieldSource("WAYS")
    void otherPagesMayNotWithoutSayingSo(Way way) {
        assertThat(ask(way.method(), way.path(), null, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(ask(way.method(), way.path(), null, "Sec-Fetch-Site", "same-site")
                        .status())
                .isEqualTo(403);
        assertThat(ask(way.method(), way.path(), null, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void otherPagesMayNotSendToASessionThatIsThere() {
        Way way = WAYS.get(0);
        String path = way.path();
        ask("POST", path, ALLOWED);

        for (String next : List.of(path, path + "_send")) {
            assertThat(ask("POST", next, STRANGER).header("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(ask("POST", next, STRANGER).status()).isEqualTo(403);
        }
    }

    @Nested
    class Info {

        @Test
        void isForAllowedPages() {
            assertThat(ask("GET", "/sockjs/info", own()).status()).isEqualTo(200);
            Answer answer = ask("GET", "/sockjs/info", ALLOWED);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
        }

        @Test
        void isNotForOthers() {
            Answer answer = ask("GET", "/sockjs/info", STRANGER);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr", "xhr_send", "xhr_streaming"})
    void browsersThatAskFirstAreToldTheSame(String name) {
        String path = "/sockjs/000/asks/" + name;
        Answer allowed = ask("OPTIONS", path, ALLOWED, "Access-Control-Request-Method", "POST");
        Answer stranger = ask("OPTIONS", path, STRANGER, "Access-Control-Request-Method", "POST");

        assertThat(allowed.status()).isLessThan(300);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.header("Access-Control-Allow-Origin")).isEmpty();
    }

    static Stream<String> webSockets() {
        return Stream.of("/sockjs/000/socket/websocket", "/sockjs/websocket");
    }

    @Test
    void webSocketsOfSockJsAreForTheSamePages() {
        webSockets().forEach(path -> {
            ConnectionLifeTests.assertConnects(server, path, ALLOWED);
            ConnectionLifeTests.assertRefused(server, path, STRANGER);
        });
    }

    /** Scripts of a foreign page could read what they get as JSONP, and frames run what the page names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sockjs/000/x/jsonp?c=f",
                "/sockjs/000/x/jsonp_send",
                "/sockjs/iframe.html",
                "/sockjs/iframe-1.6.1.html"
            })
    void waysWithoutOriginsAreNotServed(String path) {
        assertThat(ask("GET", path, null).status()).isEqualTo(404);
    }

    @Test
    void noneButItsOwnUnlessConfigured() {
        try (RunningServer strict = RunningServer.start(List.of())) {
            String own = "http://localhost:" + strict.port();
            ConnectionLifeTests.assertConnects(strict, "/ws", own);
            for (String origin : new String[] {ALLOWED, "http://localhost:1", "https://localhost:" + strict.port()}) {
                ConnectionLifeTests.assertRefused(strict, "/ws", origin);
            }
        }
    }
}
