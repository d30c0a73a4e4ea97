package org.snorky.testsupport.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The wire examples on the class path, by topic. */
public final class WireExamples {

    private static final List<String> TOPICS = List.of(
            "envelope",
            "rpc",
            "pubsub",
            "backend-rpc",
            "datasync",
            "datasync-updates",
            "filters",
            "filters-more",
            "datasync-positions",
            "datasync-resync",
            "backend-rest",
            "messaging",
            "chat",
            "cursors");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireExamples() {}

    /** Every topic there is. */
    public static List<String> topics() {
        return TOPICS;
    }

    /**
     * The examples of a topic, in the order of its file.
     *
     * @param topic one of {@link #topics()}
     * @throws IllegalArgumentException if there is no such topic, or its file breaks the format
     */
    public static List<WireExample> load(String topic) {
        try (InputStream file = WireExamples.class.getResourceAsStream("/org/snorky/wire/" + topic + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("No topic '" + topic + "'; there are " + TOPICS);
            }
            return new WireFormat(topic).examples(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the examples of topic '" + topic + "'", e);
        }
    }
}
