package org.snorky.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.server.RunningServer;
import org.snorky.server.actuate.SnorkyEndpoint;
import org.snorky.server.actuate.SnorkyHealthIndicator;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What makes a node start on Redis, or not, and what it tells of it. */
class RedisStoreConfigurationTests {

    private final RedisServer redis = RedisServer.start();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withUserConfiguration(Properties.class)
            .withConfiguration(AutoConfigurations.of(RedisStoreConfiguration.class, MissingRedisConfiguration.class))
            .withPropertyValues("snorky.store=redis");

    @EnableConfigurationProperties(SnorkyProperties.class)
    static class Properties {}

    @AfterEach
    void ends() {
        redis.resume();
        redis.close();
    }

    private void assertRefused(WebApplicationContextRunner configured, String message, String remedy) {
        configured.run(context -> {
            assertThat(context).hasFailed();
            assertThat(new RedisFailureAnalyzer().analyze(context.getStartupFailure()))
                    .satisfies(analysis -> {
                        assertThat(analysis.getDescription()).contains(message);
                        assertThat(analysis.getAction()).contains(remedy);
                    });
        });
    }

    @Test
    void refusesToStartWithoutTheLibraries() {
        assertRefused(
                runner.withClassLoader(new FilteredClassLoader("io.lettuce")),
                "no library for it",
                "spring-boot-starter-data-redis");
    }

    @Test
    void refusesReplicasThatNobodyPromotes() {
        assertThatThrownBy(() -> RunningServer.start(
                        List.of(),
                        redis.settings(
                                "snorky.store=redis",
                                "spring.data.redis.masterreplica.nodes=127.0.0.1:" + redis.port())))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName())
                .hasStackTraceContaining("masterreplica");
    }

    @Test
    void tellsThatRedisIsUsedAndWhenItIsAway() {
        try (RunningServer server = RunningServer.start(
                List.of(),
                redis.settings("snorky.store=redis", "snorky.redis.timeout=500ms", "snorky.redis.heartbeat=100ms"))) {
            SnorkyHealthIndicator health = server.bean(SnorkyHealthIndicator.class);
            SnorkyEndpoint endpoint = server.bean(SnorkyEndpoint.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(endpoint.details().get("redis")).isInstanceOfSatisfying(Map.class, told -> assertThat(told)
                    .containsEntry("node", server.bean(RedisLink.class).node())
                    .containsEntry("answers", true));

            redis.pause();
            await().until(() -> health.health().getStatus().equals(Status.DOWN));
            Health away = health.health();
            assertThat(away.getDetails().toString()).contains("Redis is away since", "Connections of clients are kept");
            assertThat(endpoint.details().get("redis").toString()).contains("answers=false", "did not answer in time");

            redis.resume();
            await().until(() -> health.health().getStatus().equals(Status.UP));
        }
    }

    @Test
    void refusesToStartWhereRedisDoesNotAnswer() {
        redis.kill();
        assertThatThrownBy(() -> RunningServer.start(List.of(), redis.settings("snorky.store=redis")))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName())
                .hasStackTraceContaining("127.0.0.1")
                .hasStackTraceContaining(Integer.toString(redis.port()));
    }
}
