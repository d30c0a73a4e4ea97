package org.snorky.testsupport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds {@code docs/protocol.md} to the examples: what it shows is JSON, and what they use it tells. */
class ProtocolDocumentTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");
    private static final Pattern JSON_BLOCK =
            Pattern.compile("^```json\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE_ROW = Pattern.compile("`([a-z]+_[a-z_]+)`");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static List<String> jsonBlocks() throws IOException {
        return JSON_BLOCK
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("jsonBlocks")
    void everyJsonBlockParses(String block) {
        assertThatCode(() -> JSON.readTree(block)).doesNotThrowAnyException();
    }

    @Test
    void everyCodeOfTheExamplesIsTold() throws IOException {
        Set<String> told = CODE_ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult code) -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).containsAll(inMessages("code"));
    }

    @Test
    void everyNotificationOfTheExamplesIsShown() throws IOException {
        Set<String> shown = jsonBlocks().stream()
                .map(JSON::readTree)
                .flatMap(block -> block.findValuesAsString("type").stream())
                .collect(Collectors.toSet());

        assertThat(shown).containsAll(inMessages("type"));
    }

    /** The values of a member in all that the clients of the examples receive. */
    private static Set<String> inMessages(String member) {
        return WireExamples.topics().stream()
                .flatMap(topic -> WireExamples.load(topic).stream())
                .flatMap(example -> example.steps().stream())
                .flatMap(ProtocolDocumentTests::received)
                .map(message -> message.path(member).asString(""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> received(WireStep step) {
        if (step instanceof WireStep.Gets gets) {
            return Stream.of(gets.message().path("message"));
        }
        if (step instanceof WireStep.Backend backend) {
            JsonNode body = backend.answer().body();
            JsonNode problem = backend.answer().problem();
            return Stream.of(
                    body == null ? JSON.nullNode() : body.path("message"), problem == null ? JSON.nullNode() : problem);
        }
        return Stream.empty();
    }
}
