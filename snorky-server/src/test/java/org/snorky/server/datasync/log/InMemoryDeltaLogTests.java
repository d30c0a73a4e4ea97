package org.snorky.server.datasync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Row;
import org.snorky.protocol.WireJson;
import org.snorky.server.position.Position;
import tools.jackson.databind.JsonNode;

class InMemoryDeltaLogTests extends DeltaLogContract {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected DeltaLog newLog() {
        return new InMemoryDeltaLog(
                "e1", new LogBounds(MAX_ENTRIES, MAX_BYTES, MAX_AGE, 1000, IDEMPOTENCY_WINDOW), () -> now);
    }

    @Override
    protected void advance(Duration time) {
        now = now.plus(time);
    }

    @Test
    void keepsRowsAsBytes() {
        DeltaLog log = newLog();
        Position start = log.head();
        JsonNode tree = WireJson.mapper().readTree("{\"id\":1}");

        log.append(null, List.of(new Delta.Insert("T", tree), new Delta.Update("T", tree, tree)));

        assertThat(log.readAfter(start, 2)).allSatisfy(entry -> {
            Delta kept = (Delta) entry.change();
            assertThat(kept.withRows(Row::encoded)).isSameAs(kept);
        });
    }

    @Test
    void countsTheBytesOfRows() {
        InMemoryDeltaLog log = (InMemoryDeltaLog) newLog();
        log.append(null, List.of(insert("")));
        long one = log.byteCount();

        log.append(null, List.of(insert("é".repeat(500))));
        assertThat(log.byteCount()).isEqualTo(2 * one + 1_000);

        advance(MAX_AGE.plusSeconds(1));
        log.append(null, List.of(insert("")));
        assertThat(log.byteCount()).isEqualTo(one);
    }

    private static Delta insert(String text) {
        return new Delta.Insert("T", WireJson.mapper().createObjectNode().put("s", text));
    }

    @Test
    void refusesTheBatchWholeIfARowCouldNotBeReadAgain() {
        DeltaLog log = newLog();
        Position start = log.head();
        JsonNode unreadable = WireJson.mapper().createObjectNode().put("\ud83d", 1);

        assertThatThrownBy(() -> log.append("b", List.of(insert("x"), new Delta.Insert("T", unreadable))))
                .isInstanceOf(ProtocolException.class);

        assertThat(log.head()).isEqualTo(start);
    }
}
