package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class BatchReaderTests {

    private static final String ROW = """
            {"id":1,"price":-1.50e+3,"big":123456789012345678901234567890,"zero":-0,"text":"a \\u0041\\"\\\\ \\ud83d é😀","list":[[],{},null,true]}""";

    @Nested
    class WhatBackendsSend {

        @Test
        void readsAnArray() {
            DeltaBatch batch = read("[{'type':'insert','model':'T','data':{'id':1}},"
                    + "{'oldData':{'id':1},'newData':{'id':2},'model':'T','type':'update'},"
                    + "{'type':'delete','model':'U','data':{}}]");

            assertThat(batch)
                    .isEqualTo(new DeltaBatch(
                            null,
                            List.of(
                                    new Delta.Insert("T", json("{\"id\":1}")),
                                    new Delta.Update("T", json("{\"id\":2}"), json("{\"id\":1}")),
                                    new Delta.Delete("U", json("{}")))));
        }

        @Test
        void readsAnObject() {
            assertThat(read("{'deltas':[],'batchId':'b'}")).isEqualTo(new DeltaBatch("b", List.of()));
            assertThat(read(" {'deltas' : [ ] } \n")).isEqualTo(new DeltaBatch(null, List.of()));
        }

        @Test
        void keepsHowARowIsWritten() {
            assertThat(rowOf(ROW)).hasToString(ROW);
        }

        @Test
        void dropsWhiteSpaceBetweenValuesOnly() {
            assertThat(rowOf("{\r\n\t\"a b\" : \" \\\" x \\\\\" ,\n \"c\" : [ 1 , 2 ] }"))
                    .hasToString("{\"a b\":\" \\\" x \\\\\",\"c\":[1,2]}");
        }

        private Row rowOf(String row) {
            DeltaBatch batch = read("[{'type':'insert','model':'T','data':" + row + "}]");
            return ((Delta.Insert) batch.changes().get(0)).row();
        }
    }

    /** Nothing is wrong with some of it, but all of it is the tree's to judge. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[7]",
                "[null]",
                "[",
                "[]]",
                "[] []",
                "{'batchId':'b'}",
                "{'batchId':null,'deltas':[]}",
                "{'batchId':1,'deltas':[]}",
                "{'deltas':{}}",
                "{'deltas':[],'deltas':[]}",
                "{'deltas':[],'more':1}",
                "[{'type':'insert','model':'T'}]",
                "[{'type':'insert','model':'T','data':[]}]",
                "[{'type':'insert','model':'T','data':'x'}]",
                "[{'type':'insert','model':'T','data':{},'newData':{}}]",
                "[{'type':'insert','model':'T','data':{},'data':{}}]",
                "[{'type':'insert','model':'T','data':{'a':1,'a':1}}]",
                "[{'type':'insert','model':'T','data':{'a':[{'b':1,'c':1,'d':1,'e':1,'b':1}]}}]",
                "[{'type':'insert','model':'T','data':{'a':1e20001}}]",
                "[{'type':'insert','model':'T','data':{'a':1e99999999999}}]",
                "[{'type':'insert','model':'T','data':{'a':01}}]",
                "[{'type':'insert','model':'T','data':{'a':'\t'}}]",
                "[{'type':'insert','model':'T','data':{'a':'\\x'}}]",
                "[{'type':'insert','model':'T','data':{'a':1,}}]",
                "[{'type':'insert','model':'T','data':{}},]",
                "[{'type':'insert','model':'T','data':{},'x':1}]",
                "[{'type':'insert','model':1,'data':{}}]",
                "[{'type':'upsert','model':'T','data':{}}]",
                "[{'type':'update','model':'T','data':{}}]",
                "[{'type':'update','model':'T','newData':{}}]",
                "[{'type':'update','model':'T','newData':{},'oldData':null}]",
                "[{'type':'invalidate','model':'T'}]"
            })
    void leavesAllElseToTheTree(String batch) {
        assertThat(BatchReader.tryRead(utf8(batch))).isNull();
    }

    @Test
    void leavesWhatIsBeyondTheBounds() {
        assertThat(tryRow("[".repeat(197) + "]".repeat(197))).isNotNull();
        assertThat(tryRow("[".repeat(198) + "]".repeat(198))).isNull();
        assertThat(tryRow("9".repeat(500))).isNotNull();
        assertThat(tryRow("9".repeat(501))).isNull();
        assertThat(tryRow("0." + "9".repeat(499))).isNotNull();
        assertThat(tryRow("0." + "9".repeat(500))).isNull();
    }

    @Test
    void leavesOtherEncodings() {
        String batch = "[{\"type\":\"insert\",\"model\":\"T\",\"data\":{}}]";

        assertThat(BatchReader.tryRead(batch.getBytes(StandardCharsets.UTF_16BE)))
                .isNull();
        assertThat(BatchReader.tryRead(batch.getBytes(StandardCharsets.UTF_16))).isNull();
        assertThat(BatchReader.tryRead(("\ufeff" + batch).getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "eda080", "f5808080", "80", "e9", "c3", "f09f98"})
    void leavesWhatIsNoUtf8(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] batch = utf8("[{'type':'insert','model':'T','data':{'a':'" + "x".repeat(bad.length) + "'}}]");
        System.arraycopy(bad, 0, batch, new String(batch, StandardCharsets.UTF_8).indexOf('x'), bad.length);

        assertThat(BatchReader.tryRead(batch)).isNull();
    }

    /** The oracle is the tree: what is read at all, is read as the same, and refused by neither. */
    @Test
    void readsWhateverItReadsAsTheTreeDoes() {
        Random random = new Random(5);
        String good = "{\"batchId\":\"b\",\"deltas\":[{\"type\":\"insert\",\"model\":\"T\",\"data\":" + ROW
                + "},{\"type\":\"update\",\"model\":\"T\",\"newData\":" + ROW + ",\"oldData\":{\"id\":[1]}}]}";
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] input = mutated(good.getBytes(StandardCharsets.UTF_8), random);
            DeltaBatch batch = BatchReader.tryRead(input);
            if (batch != null) {
                read++;
                assertThat(batch.changes()).isEqualTo(byTree(input));
            }
        }
        assertThat(read).isGreaterThan(300);
    }

    private static byte[] mutated(byte[] input, Random random) {
        String frequent = "\"\\{}[],:0123456789eE.-+ \nabtrfnu";
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(input.length);
            input[at] = random.nextInt(8) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) frequent.charAt(random.nextInt(frequent.length()));
        }
        return input;
    }

    private static List<Change> byTree(byte[] input) {
        try {
            JsonNode tree = WireJson.read(input);
            return ChangeReader.readAll(tree.isArray() ? tree : tree.get("deltas"), "");
        } catch (JacksonException | ProtocolException refused) {
            throw new AssertionError("Refused as a tree: " + new String(input, StandardCharsets.UTF_8), refused);
        }
    }

    private static @Nullable Object tryRow(String value) {
        return BatchReader.tryRead(utf8("[{'type':'insert','model':'T','data':{'a':" + value + "}}]"));
    }

    private static DeltaBatch read(String batch) {
        DeltaBatch read = BatchReader.tryRead(utf8(batch));
        assertThat(read).as(batch).isNotNull();
        return read;
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
