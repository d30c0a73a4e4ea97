package org.snorky.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.TimeUnit;
import org.snorky.protocol.SnorkyHeaders;
import org.snorky.protocol.WireJson;
import org.snorky.server.transport.http.BackendServlet;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever an application posts, it is answered, as JSON, and never with a failure of the server; without a key nothing is. */
class BackendFuzzTests {

    private static final BackendServlet BACKEND = ServerUnderFuzz.backend();
    private static final String[] METHODS = {
        "POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "post", ""
    };
    private static final String[] PATHS = {
        "",
        "/",
        "/deltas",
        "/subscriptions",
        "/revocations",
        "/publications",
        "/subscriptions/",
        "/subscriptions/x",
        "/weather"
    };
    private static final String[] TYPES = {
        "application/json",
        "application/problem+json",
        "application/json;charset=UTF-8",
        "application/json;charset=x",
        "text/xml",
        "*/*",
        ""
    };

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries({
        "{\"service\":\"pubsub_backend\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":1,\"message\":2}}}",
        "{\"service\":\"datasync_backend\",\"message\":{\"command\":\"authorizeSubscription\",\"params\":{\"items\":[",
        "{\"command\":\"publishDeltas\",\"params\":{\"deltas\":[",
        "{\"dealer\":\"FilteredTasks\",\"query\":",
        "[\"==\",\"a\",1]",
        "{\"batchId\":\"b\",\"deltas\":[",
        "[{\"type\":\"insert\",\"model\":\"Task\",\"data\":{\"id\":1}}]",
        "\"identity\":",
        "{\"channel\":1,\"message\":2}",
        "{\"token\":\"x\"}",
        "1e999999999",
        "null"
    })
    void answersWhateverIsPosted(FuzzedDataProvider data) throws Exception {
        boolean known = data.consumeInt(0, 9) > 0;
        MockHttpServletResponse response = new MockHttpServletResponse();
        LateRequest request = new LateRequest(data.pickValue(METHODS), path(data), response);
        request.addHeader(SnorkyHeaders.BACKEND_KEY, known ? ServerUnderFuzz.KEY : data.consumeString(40));
        request.setContentType(data.consumeInt(0, 4) > 0 ? TYPES[0] : data.pickValue(TYPES));
        request.setContent(data.consumeRemainingAsBytes());

        BACKEND.service(request, response);

        assertThat(request.isAnswered(20, TimeUnit.SECONDS)).as("answered").isTrue();
        assertThat(response.getStatus()).isBetween(200, 499);
        assertThat(response.getStatus() == 401).isEqualTo(!known);
        if (response.getContentAsByteArray().length > 0) {
            assertThat(response.getContentType()).startsWith("application/").contains("json");
            WireJson.mapper().readTree(response.getContentAsByteArray());
        }
    }

    private static String path(FuzzedDataProvider data) {
        return data.consumeInt(0, 4) > 0 ? data.pickValue(PATHS) : "/" + data.consumeAsciiString(20);
    }
}
