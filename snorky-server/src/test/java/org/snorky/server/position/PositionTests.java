package org.snorky.server.position;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTests {

    @Test
    void readsWhatItWrites() {
        Position position = new Position("k3v9", 1234567890123L);

        assertThat(Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "e", "e-", "-5", "e-x", "e-+1", "e-9999999999999999999", "e-１"})
    void readsNothingElse(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }
}
