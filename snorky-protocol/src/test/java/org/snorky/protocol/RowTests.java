package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RowTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'b':2} | {'b':2,'a':1} | true",
                "{'a':1.0} | {'a':1} | true",
                "{'a':'\\u0041'} | {'a':'A'} | true",
                "{'a':'1'} | {'a':1} | false",
                "{'a':null} | {} | false"
            },
            quoteCharacter = '`')
    void equalsAnotherAsJsonWhateverFormTheyAreIn(String one, String other, boolean equal) {
        for (Row left : forms(one)) {
            for (Row right : forms(other)) {
                assertThat(left.equals(right)).isEqualTo(equal);
                assertThat(left.hashCode() == right.hashCode()).isEqualTo(equal);
            }
        }
    }

    private static Row[] forms(String json) {
        byte[] utf8 = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Row row = Row.of(WireJson.read(utf8));
        return new Row[] {row, row.encoded(), new EncodedRow(utf8)};
    }

    @Nested
    class MadeOfATree {

        @Test
        void keepsTheTree() {
            JsonNode tree = WireJson.mapper().readTree("{\"id\":1}");

            assertThat(Row.of(tree).tree()).isSameAs(tree);
        }

        @Test
        void isEncodedOnce() {
            Row row = Row.of(WireJson.mapper().readTree("{ \"id\" : 1, \"who\" : \"Zoë\" }"));

            assertThat(row.utf8()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":1,\"who\":\"Zoë\"}");
            assertThat(row.utf8()).isSameAs(row.utf8()).isSameAs(row.encoded().utf8());
        }

        @Test
        void escapesWhatUtf8HasNoFormFor() {
            JsonNode half = JsonNodeFactory.instance.objectNode().put("half", "\ud83d and é");

            byte[] utf8 = Row.of(half).utf8();

            assertThat(utf8).asString(StandardCharsets.UTF_8).isEqualTo("{\"half\":\"\\uD83D and é\"}");
            assertThat(WireJson.read(utf8)).isEqualTo(half);
        }

        @Test
        void isReadAgainWhateverWasReadOnce() {
            String number = "9".repeat(494) + "e-499";
            Row row = Row.of(WireJson.mapper().readTree("{\"n\":" + number + "}"));

            assertThat(row.encoded()).isEqualTo(row);
        }

        @Test
        void isRefusedWhereItCouldNotBeRead() {
            JsonNodeFactory make = JsonNodeFactory.instance;
            for (JsonNode tree : List.of(
                    make.objectNode().put("\ud83d", 1),
                    make.objectNode().put("n", new BigDecimal("1e20001")),
                    make.objectNode().put("n", BigInteger.TEN.pow(2_000)))) {
                assertThatThrownBy(Row.of(tree)::encoded)
                        .isInstanceOfSatisfying(ProtocolException.class, refused -> assertThat(refused.code())
                                .isEqualTo(ErrorCode.MALFORMED_MESSAGE));
            }
        }
    }

    @Nested
    class MadeOfBytes {

        private final Row row = new EncodedRow("{\"price\":1.50,\"n\":[1E+400]}".getBytes(StandardCharsets.UTF_8));

        @Test
        void isReadWhenSomebodyLooks() {
            assertThat(row.tree()).hasToString("{\"price\":1.50,\"n\":[1E+400]}");
        }

        @Test
        void isWrittenAsPartOfADelta() {
            assertThat(WireJson.mapper().writerFor(Change.class).writeValueAsString(new Delta.Update("T", row, row)))
                    .isEqualTo(
                            "{\"type\":\"update\",\"model\":\"T\",\"newData\":%s,\"oldData\":%s}".formatted(row, row));
        }

        @Test
        void staysWhatItIs() {
            assertThat(row.encoded()).isSameAs(row);
            assertThat(PlainJson.of(row)).isSameAs(row);
            Delta delta = new Delta.Delete("T", row);
            assertThat(delta.withRows(Row::encoded)).isSameAs(delta);
        }
    }
}
