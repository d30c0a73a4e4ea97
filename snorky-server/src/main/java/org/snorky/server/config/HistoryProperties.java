package org.snorky.server.config;

import java.time.Duration;
import java.util.List;
import org.snorky.server.history.HistoryBounds;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.PatternMatchUtils;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * What channels keep of what was said in them; whichever bound is reached first cuts it.
 *
 * @param channels patterns of the channels that keep something, such as {@code room-*}; a channel that is no text goes by its
 *     JSON
 * @param count messages of one channel
 * @param bytes memory that those of one channel may take, estimated
 * @param totalBytes the same for all channels together
 * @param age how long ago they were said
 */
public record HistoryProperties(
        @DefaultValue List<String> channels,
        @DefaultValue("100") int count,
        @DefaultValue("256KB") DataSize bytes,
        @DefaultValue("64MB") DataSize totalBytes,
        @DefaultValue("24h") Duration age) {

    void check(String key) {
        Check.positive(key + ".count", count);
        Check.positive(key + ".bytes", bytes.toBytes());
        Check.positive(key + ".total-bytes", totalBytes.toBytes());
        Check.positive(key + ".age", age);
    }

    HistoryBounds bounds() {
        return new HistoryBounds(count, bytes.toBytes(), totalBytes.toBytes(), age);
    }

    boolean keeps(JsonNode channel) {
        return !channels.isEmpty()
                && PatternMatchUtils.simpleMatch(
                        channels.toArray(String[]::new),
                        channel.isString() ? channel.stringValue() : channel.toString());
    }
}
