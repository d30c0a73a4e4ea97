package org.snorky.spring.outbox;

import java.util.Collection;
import java.util.List;
import org.snorky.protocol.Change;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.WireJson;
import tools.jackson.core.type.TypeReference;

/** A transaction's changes in the table: the JSON that goes over the wire. */
final class ChangesJson {

    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private ChangesJson() {}

    static String write(List<Change> changes) {
        return WireJson.mapper().writerFor(CHANGES).writeValueAsString(changes);
    }

    /** @throws RuntimeException if the text is not what {@link #write} writes */
    static List<Change> read(String text) {
        return ChangeReader.readAll(WireJson.mapper().readTree(text), "");
    }

    static String writeNames(Collection<String> models) {
        return WireJson.mapper().writeValueAsString(models);
    }

    static List<String> readNames(String text) {
        return WireJson.mapper().readValue(text, NAMES);
    }
}
