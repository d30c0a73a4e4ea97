package org.snorky.spring.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.WireJson;
import org.snorky.spring.test.AutoConfigureSnorkyRecorder;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Endpoints over a real servlet container, since headers and dispatches are the container's business. */
@SpringBootTest(
        classes = SubscribeTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.data.rest.base-path=/rest",
            "spring.data.rest.detection-strategy=all",
            "spring.datasource.generate-unique-name=true"
        })
@AutoConfigureSnorkyRecorder
class SubscribeTests {

    @LocalServerPort
    int port;

    @Autowired
    SnorkyRecorder recorder;

    @Autowired
    SubscribeTestApplication.Lists lists;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void forget() {
        recorder.clear();
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<String> subscribe(String path) {
        return get(path, "X-Snorky", "Subscribe");
    }

    static String token(HttpResponse<String> response) {
        return response.headers().firstValue("X-Subscription-Token").orElse(null);
    }

    private String onlyToken() {
        assertThat(recorder.subscriptions()).hasSize(1);
        return recorder.subscriptions().get(0).token();
    }

    private List<String> queries() {
        return recorder.subscriptions().get(0).items().stream()
                .map(item -> item.dealer() + " " + WireJson.mapper().writeValueAsString(item.query()))
                .toList();
    }

    @Nested
    class ARequestThatSubscribes {

        @Test
        void getsATokenThatWasAuthorisedBeforeTheQueryRan() {
            HttpResponse<String> response = subscribe("/tasks");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("[\"Tea\"]");
            assertThat(token(response)).isEqualTo(onlyToken());
            assertThat(lists.subscriptionsAtQueryTime).hasValue(1);
            assertThat(queries()).containsExactly("AllTasks null");
            assertThat(recorder.cancelled()).isEmpty();
        }

        @Test
        void isAnsweredSoThatNobodyStoresTheToken() {
            assertThat(subscribe("/tasks").headers().firstValue("Cache-Control"))
                    .hasValue("no-store");
            assertThat(subscribe("/cached").headers().allValues("Cache-Control"))
                    .containsExactly("no-store");
            assertThat(get("/cached").headers().firstValue("Cache-Control")).hasValue("max-age=3600");
        }

        @ParameterizedTest
        @ValueSource(strings = {"subscribe", "SUBSCRIBE"})
        void mayWriteTheHeaderInAnyCase(String value) {
            assertThat(token(get("/tasks", "X-Snorky", value))).isNotNull();
        }

        @Test
        void fromAnotherOriginMayReadTheToken() {
            HttpResponse<String> response = get("/tasks", "X-Snorky", "Subscribe", "Origin", "https://other.example");

            assertThat(response.headers().allValues("Access-Control-Expose-Headers"))
                    .contains("X-Subscription-Token");
        }

        @Test
        void isAskedWithItsPathVariablesAndParametersAsTheHandlerDeclaresThem() {
            subscribe("/projects/7/tasks?done=true&color=blue");

            assertThat(queries())
                    .containsExactly(
                            "FilteredTasks [\"and\",[\"==\",\"project.id\",7],[\"==\",\"done\",true]]",
                            "Project [[\"==\",\"id\",7],\"blue\"]");
        }

        @Test
        void isAskedWithTheHandlersDefaults() {
            subscribe("/projects/7/tasks");

            assertThat(queries().get(0))
                    .isEqualTo("FilteredTasks [\"and\",[\"==\",\"project.id\",7],[\"==\",\"done\",false]]");
        }

        @Test
        void withAValueOfAWrongTypeIsLeftToTheHandler() {
            HttpResponse<String> response = subscribe("/projects/seven/tasks");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(recorder.subscriptions()).isEmpty();
        }

        @Test
        void ofAUserIsForThatUserAlone() {
            String credentials = Base64.getEncoder().encodeToString("ann:ann".getBytes(StandardCharsets.US_ASCII));
            get("/mine", "X-Snorky", "Subscribe", "Authorization", "Basic " + credentials);

            assertThat(queries()).containsExactly("ByTeam \"team-ann\"");
            assertThat(recorder.subscriptions().get(0).identity().stringValue()).isEqualTo("ann");
        }

        @Test
        void ofNobodyIsForWhoeverHoldsTheToken() {
            subscribe("/mine");

            assertThat(recorder.subscriptions().get(0).identity()).isNull();
        }

        @Test
        void isAuthorisedOnceThoughItIsDispatchedTwice() {
            HttpResponse<String> response = subscribe("/async");

            assertThat(response.body()).isEqualTo("later");
            assertThat(token(response)).isEqualTo(onlyToken());
            assertThat(recorder.cancelled()).isEmpty();
        }
    }

    @Nested
    class ARequestThatDoesNot {

        @ParameterizedTest
        @ValueSource(strings = {"/tasks", "/cached"})
        void getsNoTokenButSaysThatItCouldHave(String path) {
            HttpResponse<String> response = get(path);

            assertThat(token(response)).isNull();
            assertThat(response.headers().allValues("Vary")).contains("X-Snorky");
            assertThat(recorder.subscriptions()).isEmpty();
        }

        @Test
        void askOfAnEndpointWithoutSubscriptionsGetsNone() {
            HttpResponse<String> response = subscribe("/unsubscribable");

            assertThat(token(response)).isNull();
            assertThat(response.headers().allValues("Vary")).doesNotContain("X-Snorky");
        }

        @Test
        void writeSubscribeGetsNone() {
            assertThat(token(get("/tasks", "X-Snorky", "yes"))).isNull();
        }
    }

    @Nested
    class AHandlerThatFails {

        @ParameterizedTest
        @ValueSource(strings = {"/fails", "/denied", "/handled", "/gone", "/async?fail=true"})
        void takesTheTokenBack(String path) {
            HttpResponse<String> response = subscribe(path);

            assertThat(token(response)).isNull();
            assertThat(recorder.cancelled()).containsExactly(onlyToken());
        }
    }

    @Nested
    class SpringDataRest {

        @Test
        void issuesTokensForACollection() {
            HttpResponse<String> response = subscribe("/rest/books");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(token(response)).isEqualTo(onlyToken());
            assertThat(queries()).containsExactly("Book null");
        }

        @Test
        void issuesTokensForASearch() {
            HttpResponse<String> response = subscribe("/rest/books/search/findByTitle?title=Emma");

            assertThat(token(response)).isEqualTo(onlyToken());
            assertThat(queries()).containsExactly("Book [\"==\",\"title\",\"Emma\"]");
        }

        @Test
        void issuesNoneForASingleRow() {
            assertThat(token(subscribe("/rest/books/1"))).isNull();
            assertThat(recorder.subscriptions()).isEmpty();
        }
    }
}
