package org.snorky.testsupport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BindingsTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Bindings bindings = new Bindings();

    @Nested
    class Matching {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'a':1,'b':[true,null]} | {'b':[true,null],'a':1}",
                    "1                       | 1.0",
                    "[1e2]                   | [100]",
                    "{}                      | {}",
                    "'é'                     | '\\u00e9'",
                })
        void acceptsEqualValues(String expected, String actual) {
            assertThatCode(() -> match(expected, actual)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'a':1}         | {'a':2}         | $.a: expected 1 but was 2",
                    "{'a':1}         | {}              | $.a: expected 1 but was nothing",
                    "{}              | {'a':1}         | $.a: expected nothing but was 1",
                    "{'a':null}      | {}              | $.a: expected null but was nothing",
                    "[1,2]           | [2,1]           | $[0]: expected 1 but was 2",
                    "[1]             | [1,2]           | $[1]: expected nothing but was 2",
                    "'1'             | 1               | $: expected '1' but was 1",
                    "false           | 0               | $: expected false but was 0",
                    "{}              | []              | $: expected {} but was []",
                    "{'a':[{'b':1}]} | {'a':[{'b':3}]} | $.a[0].b: expected 1 but was 3",
                })
        void saysWhereValuesDiffer(String expected, String actual, String message) {
            assertThatExceptionOfType(WireMismatch.class)
                    .isThrownBy(() -> match(expected, actual))
                    .withMessage(message.replace('\'', '"'));
        }

        @Test
        void allowsOtherMembersWhereAskedTo() {
            bindings.matchMembers(json("{'code':'a'}"), json("{'code':'a','title':'A'}"));

            assertThatExceptionOfType(WireMismatch.class)
                    .isThrownBy(() -> bindings.matchMembers(json("{'code':'a'}"), json("{'title':'A'}")));
        }
    }

    @Nested
    class Placeholders {

        @Test
        void takeTheFirstValueAndKeepIt() {
            match("{'p':'$p'}", "{'p':{'x':1}}");

            match("['$p']", "[{'x':1.0}]");
            assertThatExceptionOfType(WireMismatch.class)
                    .isThrownBy(() -> match("['$p']", "[{'x':2}]"))
                    .withMessageContaining("$p");
        }

        @Test
        void areOneWithinOneMessage() {
            assertThatExceptionOfType(WireMismatch.class).isThrownBy(() -> match("['$a','$a']", "[1,2]"));
        }

        @Test
        void stayUnboundIfTheMessageDoesNotMatch() {
            assertThatExceptionOfType(WireMismatch.class).isThrownBy(() -> match("['$a',1]", "[5,2]"));

            assertThatIllegalStateException().isThrownBy(() -> bindings.value("a"));
        }

        @Test
        void matchNull() {
            match("'$a'", "null");

            assertThat(bindings.value("a").isNull()).isTrue();
        }

        @Test
        void areReplacedInWhatIsSent() {
            match("'$token'", "'t/1'");

            assertThat(bindings.resolve(json("{'a':['$token','x$token','$5']}")))
                    .isEqualTo(json("{'a':['t/1','x$token','$5']}"));
            assertThat(bindings.resolvePath("/subscriptions/{$token}")).isEqualTo("/subscriptions/t/1");
        }

        @Test
        void mustStandForSomethingWhenSent() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> bindings.resolve(json("'$token'")))
                    .withMessageContaining("$token");
        }

        @Test
        void areInventedOnceWhereTheTestIsTheServer() {
            JsonNode first = bindings.resolveInventing(json("['$token','$other','$expiresAt','$annsHandle']"));

            assertThat(bindings.resolve(json("['$token','$other','$expiresAt','$annsHandle']")))
                    .isEqualTo(first);
            assertThat(first.get(0)).isNotEqualTo(first.get(1));
            assertThat(Instant.parse(first.get(2).stringValue())).isNotNull();
            assertThat(first.get(3).isInt()).isTrue();
        }
    }

    private void match(String expected, String actual) {
        bindings.match(json(expected), json(actual));
    }

    private static JsonNode json(String json) {
        return JSON.readTree(json.replace('\'', '"'));
    }
}
