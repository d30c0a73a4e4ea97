package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.redis.RedisServer;

class AgreementTests {

    private static final RedisServer REDIS = RedisServer.start("--maxmemory", "100mb");

    @AfterAll
    static void ends() {
        REDIS.close();
    }

    @BeforeEach
    void isEmptyAndKeepsAll() {
        REDIS.flush();
        REDIS.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }

    private static RedisSettings with(int buckets) {
        return new RedisSettings(
                "snorky", Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMillis(50), buckets);
    }

    @Test
    void letsNodesInThatAreSetAlike() {
        try (TestLink one = TestLink.to(REDIS.port(), with(8));
                TestLink other = TestLink.to(REDIS.port(), with(8))) {
            assertThat(one.link().trouble()).isNull();
            assertThat(other.link().trouble()).isNull();
            assertThat(other.link().version()).matches("\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void refusesANodeThatIsSetOtherwise() {
        try (TestLink one = TestLink.to(REDIS.port(), with(8))) {
            assertThatThrownBy(() -> TestLink.to(REDIS.port(), with(4)))
                    .isInstanceOf(UnsuitableRedisException.class)
                    .hasMessageContaining("snorky.redis.buckets=8")
                    .hasMessageContaining("this one 4");
            assertThat(one.link().trouble()).isNull();
        }
    }

    @Test
    void letsTheSettingBeChangedWhenNoNodeIsLeft() {
        TestLink.to(REDIS.port(), with(8)).close();
        assertThat((Long) REDIS.ask("PTTL", "{snorky:nodes}:settings")).isBetween(1L, 30_000L);
        REDIS.ask("DEL", "{snorky:nodes}:settings");
        TestLink.to(REDIS.port(), with(4)).close();
    }

    @Test
    void saysItAgainToARedisThatForgot() {
        try (TestLink one = TestLink.to(REDIS.port(), with(8))) {
            REDIS.flush();
            await().until(() -> "8".equals(REDIS.ask("HGET", "{snorky:nodes}:settings", "buckets")));
            assertThat(one.link().trouble()).isNull();
        }
    }

    @Test
    void refusesARedisThatEvictsKeys() {
        REDIS.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        assertThatThrownBy(() -> TestLink.to(REDIS.port(), with(8)))
                .isInstanceOf(UnsuitableRedisException.class)
                .hasMessageContaining("allkeys-lru");
    }

    @Test
    void saysSoWhereRedisIsMadeToEvictKeysLater() {
        try (TestLink one = TestLink.to(REDIS.port(), with(8))) {
            REDIS.ask("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
            await().until(() -> one.link().trouble() != null);
            assertThat(one.link().trouble()).contains("volatile-ttl").contains("noeviction");
        }
    }
}
