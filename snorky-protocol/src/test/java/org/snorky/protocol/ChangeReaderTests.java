package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import tools.jackson.databind.JsonNode;

class ChangeReaderTests {

    @Test
    void writesWhatItReads() {
        JsonNode json = json("""
                [{"type":"insert","model":"Task","data":{"id":1}},
                 {"type":"update","model":"Task","newData":{"id":1,"n":0.10},"oldData":{"id":1}},
                 {"type":"delete","model":"Task","data":{"id":1}},
                 {"type":"invalidate","model":"Task"},
                 {"type":"invalidate","dealer":"FilteredTasks","query":["==","list",5]}]""");

        List<Change> changes = ChangeReader.readAll(json, "");

        assertThat(WireJson.mapper().writerFor(Change[].class).writeValueAsString(changes.toArray(Change[]::new)))
                .isEqualTo(json.toString());
    }

    @Test
    void writesABatch() {
        DeltaBatch batch = new DeltaBatch(
                "b",
                List.of(
                        new Delta.Delete("Task", json("{}")),
                        Invalidation.ofModel("Task"),
                        Invalidation.ofItem(new SubscriptionItem("FilteredTasks", json("[\"==\",\"list\",5]")))));

        assertThat(WireJson.mapper().writeValueAsString(batch)).isEqualTo("""
                {"batchId":"b","deltas":[{"type":"delete","model":"Task","data":{}},\
                {"type":"invalidate","model":"Task"},\
                {"type":"invalidate","dealer":"FilteredTasks","query":["==","list",5]}]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | delta must be an object | invalid_params | /1",
                "{'model':'T','data':{}} | Missing field 'type' | missing_field | /1/type",
                "{'type':1,'model':'T','data':{}} | Invalid delta type | invalid_delta_type | /1/type",
                "{'type':'upsert','model':'T','data':{}} | Invalid delta type | invalid_delta_type | /1/type",
                "{'type':'insert','data':{}} | Missing field 'model' | missing_field | /1/model",
                "{'type':'insert','model':1,'data':{}} | model must be string | invalid_model | /1/model",
                "{'type':'insert','model':'T'} | Missing field 'data' | missing_field | /1/data",
                "{'type':'insert','model':'T','data':[]} | data must be an object | invalid_params | /1/data",
                "{'type':'update','model':'T','newData':{}} | Missing field 'oldData' | missing_field | /1/oldData",
                "{'type':'update','model':'T','oldData':{}} | Missing field 'newData' | missing_field | /1/newData",
                "{'type':'delete','model':'T'} | Missing field 'data' | missing_field | /1/data",
                "{'type':'invalidate'} | Missing field 'model' | missing_field | /1/model",
                "{'type':'invalidate','model':1} | model must be string | invalid_model | /1/model",
                "{'type':'invalidate','dealer':1,'query':0} | dealer should be a dealer name | invalid_dealer | /1/dealer",
                "{'type':'invalidate','dealer':'D'} | Missing field 'query' | missing_field | /1/query",
                "{'type':'invalidate','model':'T','dealer':'D','query':0} | An invalidation is of a model or of a dealer's query, not of both | invalid_params | /1/model"
            },
            quoteCharacter = '`')
    void saysWhichDeltaIsBadAndWhy(String delta, String message, String code, String pointer) {
        JsonNode batch = json("[{\"type\":\"delete\",\"model\":\"T\",\"data\":{}}," + delta.replace('\'', '"') + "]");

        ProtocolException failure =
                catchThrowableOfType(ProtocolException.class, () -> ChangeReader.readAll(batch, ""));

        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }
}
