package org.snorky.server.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "ein-schlüssel-mit-umlaut, has characters that cannot stand in a header",
        "changemechangeme, is made of well-known words",
        "swordfish-swordfish, is made of well-known words",
        "Your-Secret-Key-Here, is made of well-known words",
        "snorky-backend-key-1, is made of well-known words",
        "password12345678, is made of well-known words",
        "aaaaaaaaaaaaaaaaaaaa, is a pattern that can be guessed",
        "0123456789abcdef, is a pattern that can be guessed",
        "1234567890123456, is a pattern that can be guessed",
        "abababzzzabababzzzab, is a pattern that can be guessed"
    })
    void refusesKeysThatDoNotProtect(String key, String why) {
        assertThatThrownBy(() -> new BackendKeys(List.of("a-key-that-is-good", key)))
                .isInstanceOf(UnsafeBackendKeyException.class)
                .hasMessage("snorky.backend.keys[1] " + why)
                .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4f6c1d0e9a7b3852",
                "82649173052846193",
                "correct-horse-battery-staple",
                "Zk3vP9x0qp7mfa2wz8c1tn5yh4jr6ubeds"
            })
    void acceptsKeysThatNobodyGuesses(String key) {
        assertThat(new BackendKeys(List.of(key)).accept(key)).isTrue();
    }
}
