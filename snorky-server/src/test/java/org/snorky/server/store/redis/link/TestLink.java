package org.snorky.server.store.redis.link;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A node's link to a Redis of the tests, on Redis' own clock and what has been added to it. */
public final class TestLink implements AutoCloseable {

    /** As by default, but impatient. */
    public static final RedisSettings SETTINGS =
            new RedisSettings("snorky", Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMillis(100), 4);

    public final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong shift = new AtomicLong();
    private final LettuceConnectionFactory factory;
    private final RedisLink link;

    private TestLink(RedisConfiguration redis, RedisSettings settings, LongSupplier nanos) {
        LettuceClientConfiguration byDefault = LettuceClientConfiguration.defaultConfiguration();
        // A factory made with the general type does not tell the address of a single server.
        this.factory = redis instanceof RedisStandaloneConfiguration one
                ? new LettuceConnectionFactory(one, byDefault)
                : new LettuceConnectionFactory(redis, byDefault);
        factory.afterPropertiesSet();
        this.link = new RedisLink(
                factory,
                settings,
                new Surroundings(
                        UUID.randomUUID().toString().replace("-", "").substring(0, 16),
                        Clock.systemUTC(),
                        nanos,
                        threads("snorky-redis"),
                        meters,
                        shift::get));
    }

    /** Connected, with {@link #SETTINGS}. */
    public static TestLink to(int port) {
        return to(port, SETTINGS);
    }

    public static TestLink to(int port, RedisSettings settings) {
        return to(new RedisStandaloneConfiguration("127.0.0.1", port), settings);
    }

    /** By Sentinel, or to a cluster. */
    public static TestLink to(RedisConfiguration redis, RedisSettings settings) {
        return to(redis, settings, System::nanoTime);
    }

    /** With a clock of its own. */
    static TestLink to(RedisConfiguration redis, RedisSettings settings, LongSupplier nanos) {
        TestLink link = new TestLink(redis, settings, nanos);
        link.link.start();
        return link;
    }

    /** Of a prefix that no other test has, so that they do not see each other's. */
    public static RedisSettings ofItsOwn(RedisSettings settings) {
        return new RedisSettings(
                "t" + UUID.randomUUID().toString().substring(0, 8),
                settings.timeout(),
                settings.lease(),
                settings.heartbeat(),
                settings.buckets());
    }

    /** Makes threads that keep no JVM from ending. */
    public static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    public RedisLink link() {
        return link;
    }

    /** Has Redis' clock be so much later for the scripts of this link. */
    public void advance(Duration time) {
        shift.addAndGet(time.toNanos() / 1000);
    }

    @Override
    public void close() {
        link.close();
        factory.destroy();
    }
}
