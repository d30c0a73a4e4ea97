package org.snorky.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.snorky.protocol.BatchReader;
import org.snorky.protocol.Change;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.RevocationReader;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItemReader;
import org.snorky.protocol.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A batch is read whole, or refused with the place at which it is wrong; from bytes as from a tree. */
class ChangeReaderFuzzTests {

    @FuzzTest(maxDuration = "3m")
    @DictionaryEntries({
        "[{\"type\":\"insert\",\"model\":\"T\",\"data\":{",
        "\"update\"",
        "\"delete\"",
        "\"invalidate\"",
        "\"newData\":{",
        "\"oldData\":{",
        "\"dealer\":",
        "\"query\":",
        "\"model\":",
        "\"identity\":",
        "\"token\":",
        "\"empty\":true",
        "null"
    })
    void readsAllOrSaysWhereItIsWrong(byte[] input) {
        DeltaBatch batch = BatchReader.tryRead(input);
        JsonNode json;
        try {
            json = WireJson.read(input);
        } catch (JacksonException notJson) {
            assertThat(batch).isNull();
            return;
        }
        if (batch != null) {
            assertThat(batch.changes()).isEqualTo(ChangeReader.readAll(json.isArray() ? json : json.get("deltas"), ""));
        }
        if (json.isMissingNode()) {
            return;
        }
        try {
            List<Change> changes = ChangeReader.readAll(json, "");
            assertThat(changes).hasSize(json.size());
        } catch (ProtocolException refused) {
            isPlaceIn(json, refused);
        }
        try {
            assertThat(SubscriptionItemReader.readAll(json, "")).hasSize(json.size());
        } catch (ProtocolException refused) {
            isPlaceIn(json, refused);
        }
        try {
            RevocationReader.read(json);
            RevocationReader.isEmptying(json.get("empty"));
        } catch (ProtocolException refused) {
            assertThat(refused.code()).isNotEmpty();
        }
    }

    /** The pointer is that of a value in the input, or of a member that one lacks. */
    private static void isPlaceIn(JsonNode json, ProtocolException refused) {
        String pointer = String.valueOf(refused.pointer());
        String parent = pointer.isEmpty() ? "" : pointer.substring(0, pointer.lastIndexOf('/'));
        assertThat(json.at(parent).isMissingNode())
                .as("%s in %s", pointer, json)
                .isFalse();
    }
}
