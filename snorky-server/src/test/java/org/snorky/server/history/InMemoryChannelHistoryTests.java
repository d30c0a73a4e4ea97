package org.snorky.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import tools.jackson.databind.node.IntNode;

class InMemoryChannelHistoryTests extends ChannelHistoryContract {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected InMemoryChannelHistory newHistory() {
        return new InMemoryChannelHistory(
                "e1", new HistoryBounds(MAX_COUNT, MAX_BYTES, MAX_TOTAL_BYTES, MAX_AGE), () -> now);
    }

    @Override
    protected void advance(Duration time) {
        now = now.plus(time);
    }

    @Test
    void takesNoMoreRoomHoweverManyChannelsThereWere() {
        InMemoryChannelHistory history = newHistory();
        IntStream.range(0, 10_000).forEach(i -> {
            JsonKey channel = JsonKey.of(IntNode.valueOf(i));
            history.append(channel, "{}".getBytes(StandardCharsets.UTF_8), i % 2 == 0);
            history.read(channel, null);
            history.release(channel);
        });

        assertThat(history.byteCount()).isLessThanOrEqualTo(MAX_TOTAL_BYTES);
        assertThat(history.trackCount()).isLessThanOrEqualTo(history.messageCount());
    }

    @Test
    void isEmptyOnceEverythingIsOld() {
        InMemoryChannelHistory history = newHistory();
        JsonKey channel = JsonKey.of(IntNode.valueOf(1));
        history.append(channel, "{}".getBytes(StandardCharsets.UTF_8), true);
        advance(MAX_AGE.plusSeconds(1));
        history.read(channel, null);
        history.release(channel);

        assertThat(history.byteCount()).isZero();
        assertThat(history.trackCount()).isZero();
    }
}
