package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.DecimalNode;

class JsonKeyTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1.0",
                "100 | 1e2",
                "12345678901234567890 | 1.2345678901234567890e19",
                "0 | -0.0",
                "{\"a\":1,\"b\":[2]} | {\"b\":[2.0],\"a\":1}",
                "null | null"
            })
    void equalAsJsonIsTheSameKey(String left, String right) {
        assertThat(key(left)).isEqualTo(key(right)).hasSameHashCodeAs(key(right));
        assertThat(key(left).canonicalJson()).isEqualTo(key(right).canonicalJson());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | \"1\"",
                "1 | true",
                "[1,2] | [2,1]",
                "null | \"null\"",
                "{} | []",
                "{\"a\":null} | {}",
                "1 | 1.1"
            })
    void differentAsJsonIsAnotherKey(String left, String right) {
        assertThat(key(left)).isNotEqualTo(key(right));
        assertThat(key(left).canonicalJson()).isNotEqualTo(key(right).canonicalJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-12",
                "1E+400",
                "\"a\\\"\\\\\\u000a\\u0000é\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[1,[\"a\",{\"a\":0.5,\"b\":[null]}]]"
            })
    void canonicalJsonIsTheValueAgain(String json) {
        assertThat(key(json).canonicalJson()).isEqualTo(json);
        assertThat(key(key(json).canonicalJson())).isEqualTo(key(json));
    }

    @Test
    void halvesOfSurrogatesStayApart() {
        assertThat(key("\"\\ud800\"").canonicalJson().getBytes(StandardCharsets.UTF_8))
                .isNotEqualTo(key("\"\\ud801\"").canonicalJson().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e400", "1e2147483647", "1e-2147483647"})
    void hugeExponentsCostNothing(String number) {
        JsonKey huge = JsonKey.of(DecimalNode.valueOf(new BigDecimal(number)));

        assertThat(huge)
                .isEqualTo(JsonKey.of(DecimalNode.valueOf(new BigDecimal(number))))
                .isNotEqualTo(key("1"));
    }

    private static JsonKey key(String json) {
        return JsonKey.of(WireJson.mapper().readTree(json));
    }
}
