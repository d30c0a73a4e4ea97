package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RedisPropertiesTests {

    private static RedisProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("snorky.redis", RedisProperties.class);
    }

    @Test
    void hasDefaultsThatFitEachOther() {
        RedisProperties properties = bound(Map.of());
        assertThat(properties.prefix()).isEqualTo("snorky");
        assertThat(properties.lease()).isGreaterThan(properties.heartbeat().plus(properties.timeout()));
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, a{b}, snorky.redis.prefix",
        "prefix, '', snorky.redis.prefix",
        "timeout, 0s, snorky.redis.timeout",
        "heartbeat, 0s, snorky.redis.heartbeat",
        "heartbeat, 10s, snorky.redis.lease",
        "buckets, 0, snorky.redis.buckets",
        "buckets, 1025, snorky.redis.buckets"
    })
    void refusesWhatCannotWork(String name, String value, String told) {
        assertThatThrownBy(() -> bound(Map.of("snorky.redis." + name, value)))
                .rootCause()
                .hasMessageContaining(told);
    }
}
