package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.server.RunningServer;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;

class StandaloneRedisTests {

    @Test
    void hasNothingOfRedisWhereTheStoreIsMemory() {
        try (RunningServer server = RunningServer.start(List.of())) {
            assertThat(Arrays.stream(server.context().getBeanDefinitionNames())
                            .filter(name -> name.contains("edis")
                                    || name.contains("ettuce")
                                    || name.contains("pring.data")
                                    || name.contains("etty")
                                    || name.contains("ransaction")))
                    .isEmpty();
        }
    }

    @Test
    void hasTheConnectionWhereTheStoreIsRedis() {
        try (RedisServer redis = RedisServer.start();
                RunningServer server = RunningServer.start(List.of(), redis.settings("snorky.store=redis"))) {
            assertThat(server.context().getBeansOfType(RedisConnectionFactory.class))
                    .hasSize(1);
            assertThat(server.context().getBeansOfType(RedisTemplate.class)).isNotEmpty();
            assertThat(server.context().getBeanDefinitionNames())
                    .noneMatch(name -> name.contains("HealthContributor") && name.contains("edis"));
        }
    }
}
