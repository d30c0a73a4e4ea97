package org.snorky.demos.guests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestNameTests {

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Jürgen", "山田", "Ann-Marie", "R2D2", "Mary O'Neil", "x"})
    void takesNamesOfPeople(String name) {
        assertThat(GuestName.of(name)).contains(new GuestName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "-", "Ann/1", "<b>", "Ann\u202e", "a\u0000b", "Abcdefghijklmnopqrstuvwxyz"})
    void refusesWhatIsNone(String name) {
        assertThat(GuestName.of(name)).isEmpty();
    }

    @Test
    void refusesWhatIsFarTooLongWithoutLookingAtIt() {
        assertThat(GuestName.of(" ".repeat(100_000))).isEmpty();
    }

    @Test
    void takesSpacesAndOtherFormsOfLettersForTheSame() {
        assertThat(GuestName.of("  Ａnn \t Lee ")).contains(new GuestName("Ann Lee"));
        assertThat(new GuestName("ANN").key()).isEqualTo(new GuestName("ann").key());
    }
}
