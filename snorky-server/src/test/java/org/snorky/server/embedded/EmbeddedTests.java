package org.snorky.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.server.BackendClient;
import org.snorky.server.RunningServer;
import org.snorky.server.SocketClient;
import org.snorky.server.transport.http.BackendKeys;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.ObjectMapper;

/** The server as a library: it serves, and nothing of the application changes. */
class EmbeddedTests {

    private static void servesClientsAndBackends(RunningServer application) {
        try (SocketClient client = SocketClient.connect(application.frontend("ws", "/ws"))) {
            assertThat(client.call("pubsub", "subscribe", "{\"channel\":1}")
                            .get("type")
                            .asString())
                    .isEqualTo("response");
            HttpResponse<String> published = BackendClient.post(
                    application.management("/backend/publications"), "{\"channel\":1,\"message\":\"hi\"}");
            assertThat(published.statusCode()).isEqualTo(202);
            assertThat(client.next().at("/message/message").asString()).isEqualTo("hi");
        }
    }

    private static HttpResponse<String> get(RunningServer application, String path) {
        return BackendClient.send(application.frontend("http", path), request -> request.header("X-Tenant", "t"));
    }

    @Nested
    class InAnApplicationThatUsesMuch {

        private static RunningServer application;

        @BeforeAll
        static void start() {
            application = RunningServer.embedded(DemandingApplication.class);
        }

        @AfterAll
        static void stop() {
            application.close();
        }

        @Test
        void servesBesideACatchAllControllerAndItsInterceptors() {
            servesClientsAndBackends(application);
            assertThat(get(application, "/snorky.js").body()).contains("Snorky");
            assertThat(get(application, "/snorky-angularjs.js").body()).contains("snorky.restangular");
            assertThat(get(application, "/snorky-knockout.js.map").body()).contains("knockout-collection.ts");
            assertThat(get(application, "/sockjs/info").body()).contains("\"websocket\":true");
        }

        @Test
        void leavesItsControllersAndJsonAlone() {
            assertThat(get(application, "/anything").body()).isEqualTo("{\"greeting\":{\"first_name\":\"Ann\"}}");
            HttpResponse<String> withoutTenant =
                    BackendClient.send(application.frontend("http", "/anything"), request -> request);
            assertThat(withoutTenant.statusCode()).isEqualTo(403);
        }

        @Test
        void leavesItsWebSocketsAlone() {
            try (SocketClient client = SocketClient.connect(application.frontend("ws", "/own"))) {
                assertThat(client.send("hi").nextText()).isEqualTo("own: hi");
            }
        }

        @Test
        void leavesItsScheduledTasksAlone() {
            int before = application.bean(DemandingApplication.class).scheduled.get();
            await().until(() ->
                    application.bean(DemandingApplication.class).scheduled.get() > before + 3);
        }

        @Test
        void givesItTheBackendInProcess() {
            SnorkyBackend backend = application.bean(SnorkyBackend.class);

            assertThat(backend.cancel("unknown")).isFalse();
        }

        @Test
        void addsNoBeanThatOthersLookForByType() {
            List<Class<?>> types = List.of(
                    Executor.class,
                    TaskScheduler.class,
                    ObjectMapper.class,
                    WebMvcConfigurer.class,
                    Clock.class,
                    Validator.class,
                    jakarta.validation.Validator.class);
            try (RunningServer without =
                    RunningServer.embedded(DemandingApplication.class, "snorky.server.enabled=false")) {
                for (Class<?> type : types) {
                    assertThat(application.context().getBeanNamesForType(type))
                            .as("beans of type %s", type.getSimpleName())
                            .containsExactlyInAnyOrder(without.context().getBeanNamesForType(type));
                }
            }
        }
    }

    @Test
    void servesWhereBootDoesNotConfigureSpringMvc() {
        try (RunningServer application = RunningServer.embedded(PlainMvcApplication.class)) {
            servesClientsAndBackends(application);
            assertThat(get(application, "/hello").body()).isEqualTo("hello");
            assertThat(get(application, "/snorky.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void servesWhereAllBeansAreLazy() {
        try (RunningServer application =
                RunningServer.embedded(DemandingApplication.class, "spring.main.lazy-initialization=true")) {
            servesClientsAndBackends(application);
        }
    }

    @Test
    void servesBelowTheContextPathOfTheApplication() {
        try (RunningServer application =
                RunningServer.embedded(PlainMvcApplication.class, "server.servlet.context-path=/app")) {
            try (SocketClient client = SocketClient.connect(application.frontend("ws", "/app/ws"))) {
                assertThat(client.call("pubsub", "subscribe", "{\"channel\":1}")
                                .get("type")
                                .asString())
                        .isEqualTo("response");
            }
        }
    }

    @Test
    void keepsTheBackendOffThePortOfTheApplication() {
        try (RunningServer application = RunningServer.embedded(PlainMvcApplication.class, "management.server.port=")) {
            HttpResponse<String> response =
                    BackendClient.post(application.frontend("http", "/backend"), "{\"service\":\"x\",\"message\":1}");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThatThrownBy(() -> application.bean(BackendKeys.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }

    @Test
    void isGoneWhenSwitchedOff() {
        try (RunningServer application =
                RunningServer.embedded(PlainMvcApplication.class, "snorky.server.enabled=false")) {
            assertThat(get(application, "/ws").statusCode()).isEqualTo(404);
            assertThat(application.context().getBeanDefinitionNames()).noneMatch(name -> name.startsWith("snorky"));
        }
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        try (RunningServer application = RunningServer.embedded(
                PlainMvcApplication.class,
                "snorky.frontend.sockjs.enabled=false",
                "snorky.frontend.script.enabled=false",
                "snorky.frontend.websocket.path=/live",
                "snorky.pubsub.enabled=false",
                "snorky.datasync.enabled=false",
                "snorky.backend.enabled=false")) {
            assertThat(get(application, "/sockjs/info").statusCode()).isEqualTo(404);
            try (SocketClient client = SocketClient.connect(application.frontend("ws", "/live"))) {
                assertThat(client.call("pubsub", "subscribe", "{\"channel\":1}")
                                .get("code")
                                .asString())
                        .isEqualTo("no_such_service");
                assertThat(client.call("datasync", "x", "{}").get("code").asString())
                        .isEqualTo("no_such_service");
            }
            assertThat(BackendClient.post(application.management("/backend"), "{}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
