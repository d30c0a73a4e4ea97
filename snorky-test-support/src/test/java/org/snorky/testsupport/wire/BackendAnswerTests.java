package org.snorky.testsupport.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackendAnswerTests {

    private final Bindings bindings = new Bindings();

    @Test
    void refusesAnotherStatus() {
        BackendAnswer answer = new BackendAnswer(204, null, null);

        assertThatCode(() -> answer.check(204, null, null, bindings)).doesNotThrowAnyException();
        assertThatExceptionOfType(WireMismatch.class)
                .isThrownBy(() -> answer.check(404, "application/json", json("{\"why\":1}"), bindings))
                .withMessage("status: expected 204 but was 404 {\"why\":1}");
    }

    @Test
    void comparesTheWholeBody() {
        BackendAnswer answer = new BackendAnswer(200, json("{\"position\":\"$p\"}"), null);

        assertThatCode(() -> answer.check(200, "application/json", json("{\"position\":\"e-1\"}"), bindings))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(WireMismatch.class)
                .isThrownBy(() -> answer.check(200, "application/json", json("{\"position\":\"e-2\"}"), bindings));
        assertThatExceptionOfType(WireMismatch.class).isThrownBy(() -> answer.check(200, null, null, bindings));
    }

    @Test
    void takesAProblemForOneOnlyByItsContentType() {
        BackendAnswer answer = new BackendAnswer(400, null, json("{\"code\":\"invalid_json\"}"));
        JsonNode body = json("{\"code\":\"invalid_json\",\"title\":\"Bad Request\"}");

        assertThatCode(() -> answer.check(400, "application/problem+json;charset=UTF-8", body, bindings))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(WireMismatch.class)
                .isThrownBy(() -> answer.check(400, "application/json", body, bindings));
    }

    private static JsonNode json(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
