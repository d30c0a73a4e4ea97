package org.snorky.server.datasync.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.BatchReader;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.server.position.Position;

class DeltaMessageTests {

    @Test
    void bringsRowsAsTheyWereWrittenLessWhiteSpace() {
        DeltaBatch batch = BatchReader.tryRead("""
                [{"type":"update","model":"T\\"","newData":{"id" : 1.50e+1, "s":"\\u0041 \\/ é"},"oldData":{ }}]""".getBytes(StandardCharsets.UTF_8));

        assertThat(batch).isNotNull();
        assertThat(DeltaMessage.of((Delta) batch.changes().get(0), "t", new Position("e", 7)))
                .hasToString("""
                        {"service":"datasync","message":{"type":"delta","delta":{"type":"update","model":"T\\"",\
                        "newData":{"id":1.50e+1,"s":"\\u0041 \\/ é"},"oldData":{},"tag":"t"},"position":"e-7"}}""");
    }
}
