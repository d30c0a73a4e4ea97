package org.snorky.server.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendKeysTests {

    private final BackendKeys keys = new BackendKeys(List.of("first-key-of-many", "second-key-of-many"));

    @Test
    void acceptsEachKey() {
        assertThat(keys.accept("first-key-of-many")).isTrue();
        assertThat(keys.accept("second-key-of-many")).isTrue();
    }

    @Test
    void refusesEverythingElse() {
        assertThat(keys.accept(null)).isFalse();
        assertThat(keys.accept("")).isFalse();
        assertThat(keys.accept("first-key-of-man")).isFalse();
        assertThat(keys.accept("FIRST-KEY-OF-MANY")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'                    ', is blank",
        "swordfish, is shorter than 16 characters",
        "'a key with some spaces', has characters that cannot stand in a header",
        "ein-schlüssel-mit-umlaut, has characters that cannot stand in a header"
    })
    void refusesKeysThatDoNotProtect(String key, String why) {
        assertThatThrownBy(() -> new BackendKeys(List.of("a-key-that-is-good", key)))
                .isInstanceOf(UnsafeBackendKeyException.class)
                .hasMessage("snorky.backend.keys[1] " + why)
                .hasMessageNotContaining(key);
    }
}
