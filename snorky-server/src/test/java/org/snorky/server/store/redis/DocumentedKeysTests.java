package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.RunningServer;
import org.snorky.testsupport.redis.RedisServer;

/** What the packages document of Redis is what busy nodes do there, and nothing else is. */
class DocumentedKeysTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private static List<DocumentedCommand> documented;
    private static Map<String, Witness.Found> found;
    private static Set<Witness.Call> calls;

    @BeforeAll
    static void watchNodes() throws IOException {
        documented = DocumentedCommand.all();
        String[] settings = redis.server().settings("snorky.datasync.log.batch-ids=2");
        try (Witness witness = new Witness(redis.server());
                RunningServer a = EveryStore.node(settings)) {
            RunningServer b = EveryStore.node(settings);
            EveryStore.isSharedBy(a, b);
            b.close();
            await("that it is cleared away")
                    .until(() ->
                            redis.server().ask("ZCARD", "{snorky:nodes}:alive").equals(1L)
                                    && redis.server()
                                            .ask("ZCARD", "{snorky:nodes}:dead")
                                            .equals(0L));
            calls = witness.calls();
            found = witness.found();
        }
    }

    @Test
    void allKeysAndChannelsAreDocumented() {
        assertThat(calls).isNotEmpty();
        assertThat(calls)
                .filteredOn(call -> documented.stream().noneMatch(command -> command.isOn(call.key())))
                .isEmpty();
    }

    @Test
    void allThatIsDocumentedIsDone() {
        assertThat(documented).isNotEmpty();
        assertThat(documented)
                .filteredOn(command -> calls.stream()
                        .noneMatch(call -> call.command().equals(command.name()) && command.isOn(call.key())))
                .isEmpty();
    }

    @Test
    void keysLiveAsLongAsIsDocumented() {
        assertThat(found).isNotEmpty().allSatisfy((key, seen) -> assertThat(documented)
                .filteredOn(command -> command.isOn(key) && command.life() != null)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command.allows(seen.shortest()) && command.allows(seen.longest()))
                        .as("%s: %s, but %s", key, command.life(), seen)
                        .isTrue()));
    }

    @Test
    void whatIsDocumentedMakesWhatNodesMake() {
        try (RedisServer empty = RedisServer.start()) {
            documented.forEach(command -> {
                empty.ask(command.words().toArray(String[]::new));
                String type = String.valueOf(
                        empty.ask("TYPE", command.keys().get(command.keys().size() - 1)));
                assertThat(found).allSatisfy((key, seen) -> assertThat(!command.isOn(key) || type.equals(seen.type()))
                        .as("%s makes a %s, but %s", command, type, seen)
                        .isTrue());
            });
        }
    }
}
