package org.snorky.server.store.redis.link;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * A client of our own for the Redis that the application's connection factory is configured for.
 *
 * <p>Its address, credentials and TLS are the application's; when it gives up and what it does with commands of a lost
 * connection are ours, and the application's own client stays as it is.
 */
final class RedisClients implements AutoCloseable {

    private static final Duration BEYOND_BLOCKING = Duration.ofSeconds(2);

    /** Bounds what waits in memory for a Redis that has become slow. */
    private static final int MOST_WAITING = 100_000;

    private final LettuceConnectionFactory own;

    RedisClients(LettuceConnectionFactory applications, RedisSettings settings) {
        LettuceClientConfiguration configuration =
                new OwnConfiguration(applications.getClientConfiguration(), settings.timeout());
        this.own = alike(applications, configuration);
        own.afterPropertiesSet();
        own.start();
    }

    Connector connector() {
        AbstractRedisClient client = own.getRequiredNativeClient();
        return Connector.of(client);
    }

    @Override
    public void close() {
        own.destroy();
    }

    private static LettuceConnectionFactory alike(
            LettuceConnectionFactory factory, LettuceClientConfiguration configuration) {
        if (factory.getClusterConfiguration() != null) {
            return new LettuceConnectionFactory(factory.getClusterConfiguration(), configuration);
        }
        if (factory.getSentinelConfiguration() != null) {
            return new LettuceConnectionFactory(factory.getSentinelConfiguration(), configuration);
        }
        if (factory.getSocketConfiguration() != null) {
            return new LettuceConnectionFactory(factory.getSocketConfiguration(), configuration);
        }
        RedisStandaloneConfiguration server = factory.getStandaloneConfiguration();
        if (isOf(server, factory)) {
            return new LettuceConnectionFactory(server, configuration);
        }
        throw new UnsuitableRedisException(
                "The application's connection factory does not tell where its Redis is",
                "Make it of a RedisStandaloneConfiguration, RedisSentinelConfiguration or RedisClusterConfiguration by"
                        + " the constructor for that type.");
    }

    /** A factory that was made with the general type gives the defaults for what it has of a single server. */
    private static boolean isOf(RedisStandaloneConfiguration server, LettuceConnectionFactory factory) {
        String password = server.getPassword().map(String::new).orElse(null);
        return server.getHostName().equals(factory.getHostName())
                && server.getPort() == factory.getPort()
                && server.getDatabase() == factory.getDatabase()
                && Objects.equals(password, factory.getPassword());
    }

    /** What the application configured, but for how long to wait and what to do when the connection is lost. */
    private record OwnConfiguration(LettuceClientConfiguration applications, Duration timeout)
            implements LettuceClientConfiguration {

        @Override
        public boolean isUseSsl() {
            return applications.isUseSsl();
        }

        @Override
        public boolean isVerifyPeer() {
            return applications.isVerifyPeer();
        }

        @Override
        public SslVerifyMode getVerifyMode() {
            return applications.getVerifyMode();
        }

        @Override
        public boolean isStartTls() {
            return applications.isStartTls();
        }

        @Override
        public Optional<ClientResources> getClientResources() {
            return applications.getClientResources();
        }

        @Override
        public Optional<ClientOptions> getClientOptions() {
            ClientOptions.Builder options =
                    applications.getClientOptions().map(ClientOptions::mutate).orElseGet(ClusterClientOptions::builder);
            SocketOptions socket = applications
                    .getClientOptions()
                    .map(ClientOptions::getSocketOptions)
                    .orElseGet(SocketOptions::create);
            return Optional.of(options.autoReconnect(false)
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .protocolVersion(ProtocolVersion.RESP2)
                    .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                    .requestQueueSize(MOST_WAITING)
                    .pingBeforeActivateConnection(true)
                    .socketOptions(socket.mutate().connectTimeout(timeout).build())
                    .timeoutOptions(TimeoutOptions.builder()
                            .timeoutSource(new Timeouts(timeout))
                            .build())
                    .build());
        }

        @Override
        public Optional<String> getClientName() {
            return applications.getClientName();
        }

        /** Never from a replica, which may lack what was told to be there. */
        @Override
        public Optional<ReadFrom> getReadFrom() {
            return Optional.empty();
        }

        @Override
        public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
            return applications.getRedisCredentialsProviderFactory();
        }

        @Override
        public Duration getCommandTimeout() {
            return timeout;
        }

        @Override
        public Duration getShutdownTimeout() {
            return applications.getShutdownTimeout();
        }

        @Override
        public Duration getShutdownQuietPeriod() {
            return applications.getShutdownQuietPeriod();
        }
    }

    /** How long each command may take; a read that blocks may do so first. */
    private static final class Timeouts extends TimeoutOptions.TimeoutSource {

        private final Duration timeout;

        Timeouts(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return (command.getType() == CommandType.XREAD ? timeout.plus(BEYOND_BLOCKING) : timeout).toMillis();
        }
    }
}
