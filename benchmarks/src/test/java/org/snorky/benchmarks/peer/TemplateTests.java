package org.snorky.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTests {

    @Test
    void putsValuesInPlaceOfNames() {
        assertThat(Template.fill("listen @HOST@:@PORT@;", Map.of("HOST", "127.0.0.1", "PORT", "80")))
                .isEqualTo("listen 127.0.0.1:80;");
    }

    @Test
    void takesValuesAsTheyAre() {
        assertThat(Template.fill("dir @DIR@", Map.of("DIR", "C:\\tmp$1"))).isEqualTo("dir C:\\tmp$1");
    }

    @Test
    void leavesCommentsAlone() {
        assertThat(Template.fill("# @NAME@ stands for a value\nport @PORT@", Map.of("PORT", "80")))
                .isEqualTo("# @NAME@ stands for a value\nport 80");
    }

    @Test
    void refusesNamesWithoutValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.fill("@PORT@", Map.of()))
                .withMessageContaining("PORT");
    }
}
