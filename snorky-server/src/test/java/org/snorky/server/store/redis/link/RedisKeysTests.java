package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nodes of all versions that share a Redis name what they share in the same way. */
class RedisKeysTests {

    private final RedisKeys keys = new RedisKeys("snorky", 16);

    @Test
    void putsAGroupInOneSlot() {
        assertThat(keys.of("log", "stream")).isEqualTo("{snorky:log}:stream");
        assertThat(keys.of("subs", 7, "all")).isEqualTo("{snorky:subs:7}:all");
    }

    @Test
    void spreadsByTheChecksumOfANameInUtf8() {
        assertThat(keys.bucketOf("a")).isEqualTo(3);
        assertThat(keys.bucketOf("\u00e9")).isEqualTo(14);
    }

    @Test
    void digestsANameInUtf8() {
        assertThat(RedisKeys.digest("\"news\"")).isEqualTo("8ff97a4f9c08a83e238434072bdb46d070b453ab");
        assertThat(RedisKeys.digest("\u00e9")).isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f");
    }
}
