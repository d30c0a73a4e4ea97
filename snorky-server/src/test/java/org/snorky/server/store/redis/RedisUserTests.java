package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.server.RunningServer;
import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.snorky.testsupport.redis.RedisServer;

/** Nodes in a Redis that lets in whom it knows, and that only to what is his. */
class RedisUserTests {

    private final RedisServer redis = RedisServer.start();

    @AfterEach
    void ends() {
        redis.close();
    }

    @Test
    void doEverythingWithTheRightsThatTheDocumentationGivesThem() {
        DocumentedUser.at(redis);
        String[] settings = DocumentedUser.settings(redis.settings());
        try (RunningServer a = EveryStore.node(settings);
                RunningServer b = EveryStore.node(settings)) {
            RunningServer c = EveryStore.node(settings);
            EveryStore.isSharedBy(a, c);
            c.close();
            await("that it is cleared away")
                    .until(() -> redis.ask("ZCARD", "{snorky:nodes}:alive").equals(2L)
                            && redis.ask("ZCARD", "{snorky:nodes}:dead").equals(0L));
            EveryStore.isSharedBy(a, b);
            assertThat(redis.ask("ACL", "LOG")).as("what was refused").isEqualTo(List.of());
            assertThat(String.valueOf(redis.ask("CLIENT", "LIST"))
                            .lines()
                            .filter(client -> client.contains(" cmd=") && !client.contains(" cmd=client"))
                            .toList())
                    .isNotEmpty()
                    .allMatch(client -> client.contains(" user=snorky "));
        }
    }

    @Test
    void needNoMoreThanAPasswordWhereThatIsAll() {
        redis.ask("CONFIG", "SET", "requirepass", "a secret");
        String[] settings = redis.settings("spring.data.redis.password=a secret");
        try (RunningServer a = EveryStore.node(settings);
                RunningServer b = EveryStore.node(settings)) {
            EveryStore.isSharedBy(a, b);
        }
    }

    @Test
    void doNotStartWithAPasswordThatIsWrong() {
        redis.ask("CONFIG", "SET", "requirepass", "a secret");
        assertThatThrownBy(() -> EveryStore.node(redis.settings("spring.data.redis.password=a guess")))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName())
                .hasStackTraceContaining("WRONGPASS");
    }

    @Test
    void doNotStartWithoutRightsThatTheyNeed() {
        DocumentedUser.at(redis);
        redis.ask("ACL", "SETUSER", "snorky", "-info");
        assertThatThrownBy(() -> EveryStore.node(DocumentedUser.settings(redis.settings())))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName())
                .hasStackTraceContaining("can't run this command");
    }
}
