package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Where an application's factory says that its Redis is; nothing is connected here. */
class RedisClientsTests {

    private static void takeOver(LettuceConnectionFactory factory) {
        new RedisClients(factory, TestLink.SETTINGS).close();
    }

    /** Of which the general constructor keeps what it does not give. */
    @Nested
    class OneMadeWithTheGeneralType {

        static Stream<RedisStandaloneConfiguration> servers() {
            RedisStandaloneConfiguration elsewhere = new RedisStandaloneConfiguration("redis.example", 6379);
            RedisStandaloneConfiguration atAnotherPort = new RedisStandaloneConfiguration("localhost", 6380);
            RedisStandaloneConfiguration withAPassword = new RedisStandaloneConfiguration();
            withAPassword.setPassword("secret");
            RedisStandaloneConfiguration withADatabase = new RedisStandaloneConfiguration();
            withADatabase.setDatabase(3);
            return Stream.of(elsewhere, atAnotherPort, withAPassword, withADatabase);
        }

        @ParameterizedTest
        @MethodSource("servers")
        void isRefusedWhereItIsOfOneServer(RedisConfiguration server) {
            assertThatThrownBy(() -> takeOver(new LettuceConnectionFactory(server)))
                    .isInstanceOf(UnsuitableRedisException.class)
                    .hasMessageContaining("does not tell where its Redis is");
        }

        @Test
        void isTakenWhereItIsOfSentinels() {
            RedisConfiguration sentinels =
                    new RedisSentinelConfiguration().master("snorky").sentinel("localhost", 26379);
            assertThatCode(() -> takeOver(new LettuceConnectionFactory(sentinels)))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class OneMadeForItsType {

        @Test
        void isTaken() {
            RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("redis.example", 6380);
            server.setUsername("snorky");
            server.setPassword("secret");
            server.setDatabase(3);
            assertThatCode(() -> takeOver(new LettuceConnectionFactory(server))).doesNotThrowAnyException();
        }
    }
}
