package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What strangers send is read within bounds; found by fuzzing, where not by thought. */
class WireJsonTests {

    @ParameterizedTest
    @ValueSource(strings = {"1e20001", "-1e-20001", "1e2147483647", "1e2147483648", "[1e99999999999]"})
    void refusesNumbersThatCannotBeWorkedWith(String json) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining("A number has an exponent beyond 20000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+400", "-1E-400", "1E+20000", "0.1"})
    void keepsNumbersThatOnlyDecimalsHold(String json) {
        assertThat(read(json)).hasToString(json);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(read("[".repeat(200) + "]".repeat(200)).isArray()).isTrue();
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read("[".repeat(201) + "]".repeat(201)));
    }

    @Test
    void givesAMissingNodeWhereThereIsNothing() {
        assertThat(read(" ").isMissingNode()).isTrue();
    }

    private static JsonNode read(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
