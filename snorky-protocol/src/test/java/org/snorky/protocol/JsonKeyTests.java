package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    }

    @ParameterizedTest
    @CsvSource({"1e999999999", "1e-999999999", "-1e400"})
    void hugeExponentsCostNothing(String number) {
        assertThat(key(number)).isEqualTo(key(number)).isNotEqualTo(key("1"));
    }

    private static JsonKey key(String json) {
        return JsonKey.of(WireJson.mapper().readTree(json));
    }
}
