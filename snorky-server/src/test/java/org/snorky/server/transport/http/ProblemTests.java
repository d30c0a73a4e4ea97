package org.snorky.server.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snorky.server.datasync.log.UnavailableException;

class ProblemTests {

    @Test
    void whatWasSurelyNotDoneIsUnavailable() {
        HttpAnswer answer = Problem.of(UnavailableException.undone("Redis cannot be reached"))
                .answer();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(body(answer)).contains("\"unavailable\"", "Redis cannot be reached");
    }

    @Test
    void whatMayHaveBeenDoneIsATimeout() {
        HttpAnswer answer =
                Problem.of(UnavailableException.unknown("Redis gave no answer")).answer();

        assertThat(answer.status()).isEqualTo(504);
        assertThat(body(answer)).contains("\"timeout\"", "Redis gave no answer");
    }

    private static String body(HttpAnswer answer) {
        return new String(Objects.requireNonNull(answer.body()), StandardCharsets.UTF_8);
    }
}
