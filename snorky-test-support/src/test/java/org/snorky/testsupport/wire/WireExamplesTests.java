package org.snorky.testsupport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WireExamplesTests {

    @Test
    void everyFileIsATopic() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/org/snorky/wire"))) {
            List<String> topics = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .toList();

            assertThat(WireExamples.topics()).containsExactlyInAnyOrderElementsOf(topics);
        }
    }

    @Test
    void unknownTopicIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireExamples.load("weather"))
                .withMessageContaining("'weather'");
    }

    static Stream<WireExample> examples() {
        return WireExamples.topics().stream().flatMap(topic -> WireExamples.load(topic).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsNamedByBehaviourAndChecksSomething(WireExample example) {
        assertThat(example.name()).matches("[a-z][a-z]+([A-Z][a-z0-9]*)+");
        assertThat(example.steps()).anyMatch(step -> step instanceof WireStep.Gets || step instanceof WireStep.Backend);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyPlaceholderIsBoundBeforeItIsUsed(WireExample example) {
        Bindings bindings = new Bindings();
        for (WireStep step : example.steps()) {
            if (step instanceof WireStep.Sends sends) {
                bindings.resolve(sends.message());
            } else if (step instanceof WireStep.Gets gets) {
                bindings.match(gets.message(), bindings.resolveInventing(gets.message()));
            } else if (step instanceof WireStep.Backend backend) {
                bindings.resolvePath(backend.request().path());
                if (backend.request().body() != null) {
                    bindings.resolve(backend.request().body());
                }
                if (backend.answer().body() != null) {
                    bindings.resolveInventing(backend.answer().body());
                }
            }
        }
    }

    @Nested
    class BrokenFiles {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'topic':'other','about':'a','examples':[]}",
                    "{'topic':'t','examples':[]}",
                    "{'topic':'t','about':'a','examples':[],'more':1}",
                    "{'topic':'t','about':'a','examples':[{'name':'n'}]}",
                    "{'topic':'t','about':'a','examples':[{'name':'n','steps':[]},{'name':'n','steps':[]}]}",
                    "{'topic':'t','about':'a','examples':[{'name':'n','steps':[{'client':'ann','hears':{}}]}]}",
                    "{'topic':'t','about':'a','examples':[{'name':'n','steps':[{'client':'ann','gets':{},'sends':{}}]}]}",
                    "{'topic':'t','about':'a','examples':[{'name':'n','steps':[{'gets':{}}]}]}",
                    "{'topic':'t','about':'a','examples':[{'name':'n','steps':[{'backend':{'method':'GET','path':'/'}}]}]}",
                })
        void areRefused(String file) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WireFormat("t")
                    .examples(JsonMapper.shared().readTree(file.replace('\'', '"'))));
        }
    }
}
