package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.store.redis.RedisExtension;

class AgreementTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension("--maxmemory", "100mb");

    @BeforeEach
    void isEmptyAndKeepsAll() {
        redis.server().flush();
        redis.server().ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }

    private static RedisSettings with(int buckets) {
        return new RedisSettings(
                "snorky", Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMillis(50), buckets);
    }

    @Test
    void letsNodesInThatAreSetAlike() {
        try (TestLink one = TestLink.to(redis.port(), with(8));
                TestLink other = TestLink.to(redis.port(), with(8))) {
            assertThat(one.link().trouble()).isNull();
            assertThat(other.link().trouble()).isNull();
            assertThat(other.link().version()).matches("\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void refusesANodeThatIsSetOtherwise() {
        try (TestLink one = TestLink.to(redis.port(), with(8))) {
            assertThatThrownBy(() -> TestLink.to(redis.port(), with(4)))
                    .isInstanceOf(UnsuitableRedisException.class)
                    .hasMessageContaining("snorky.redis.buckets=8")
                    .hasMessageContaining("this one 4");
            assertThat(one.link().trouble()).isNull();
        }
    }

    @Test
    void letsTheSettingBeChangedWhenNoNodeIsLeft() {
        TestLink.to(redis.port(), with(8)).close();
        assertThat((Long) redis.server().ask("PTTL", "{snorky:nodes}:settings")).isBetween(1L, 30_000L);
        redis.server().ask("DEL", "{snorky:nodes}:settings");
        TestLink.to(redis.port(), with(4)).close();
    }

    @Test
    void saysItAgainToARedisThatForgot() {
        try (TestLink one = TestLink.to(redis.port(), with(8))) {
            redis.server().flush();
            await().until(() -> "8".equals(redis.server().ask("HGET", "{snorky:nodes}:settings", "buckets")));
            assertThat(one.link().trouble()).isNull();
        }
    }

    @Test
    void refusesARedisThatEvictsKeys() {
        redis.server().ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        assertThatThrownBy(() -> TestLink.to(redis.port(), with(8)))
                .isInstanceOf(UnsuitableRedisException.class)
                .hasMessageContaining("allkeys-lru");
    }

    @Test
    void saysSoWhereRedisIsMadeToEvictKeysLater() {
        try (TestLink one = TestLink.to(redis.port(), with(8))) {
            redis.server().ask("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
            await().until(() -> one.link().trouble() != null);
            assertThat(one.link().trouble()).contains("volatile-ttl").contains("noeviction");
        }
    }
}
