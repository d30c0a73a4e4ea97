package org.snorky.server.store.redis.link;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.UnavailableException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * This node's way to Redis: scripts and commands with typed answers, channels to listen to, and a heartbeat.
 *
 * <ol>
 *   <li>A call has its answer within the timeout, or fails with an {@link UnavailableException}, which tells whether it may
 *       have been done.
 *   <li>The first call without an answer gives the connection up; until another one has answered, all calls fail at once.
 *   <li>Nothing is sent twice: what a connection had not got answers for when it was lost is not sent on the next.
 *   <li>What was sent may still be done after its caller was told that it failed, for as long as it lies in a socket's
 *       buffer; where that matters, the script has to refuse it by a deadline made of {@link #clock}.
 * </ol>
 *
 * Safe for all threads. Methods that wait are not for threads that the connections call: of ears, and of what is completed
 * by a call.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    private final RedisSettings settings;
    private final Surroundings surroundings;
    private final RedisKeys keys;
    private final RedisClock clock;
    private final RedisClients clients;
    private final Connector connector;
    private final ScheduledThreadPoolExecutor thread;
    private final Lifeline<StatefulConnection<byte[], byte[]>> commands;
    private final Lifeline<StatefulRedisPubSubConnection<byte[], byte[]>> listening;
    private final RedisEars ears;
    private final Calls calls;
    private final Agreement agreement;
    private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
    private final List<Runnable> onBeat = new CopyOnWriteArrayList<>();

    /** @param applications says where Redis is; the link makes connections of its own */
    public RedisLink(LettuceConnectionFactory applications, RedisSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.keys = new RedisKeys(settings.prefix(), settings.buckets());
        this.clock = new RedisClock(surroundings.nanos());
        this.clients = new RedisClients(applications, settings);
        this.connector = clients.connector();
        this.thread = new ScheduledThreadPoolExecutor(1, surroundings.threads());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.ears = new RedisEars(
                keys.of("nodes", "echo:" + surroundings.node()),
                settings.timeout().toNanos(),
                surroundings.nanos());
        this.commands =
                new Lifeline<>("commands", connector::connect, connection -> connected(), thread, surroundings.clock());
        this.listening =
                new Lifeline<>("channels", connector::connectPubSub, ears::connected, thread, surroundings.clock());
        this.calls = new Calls(commands, surroundings.meters());
        this.agreement = new Agreement(this);
        Gauge.builder("snorky.redis.up", this, link -> link.outage() == null ? 1 : 0)
                .description("Whether Redis answers")
                .register(surroundings.meters());
    }

    /**
     * A link to the Redis of an application, not started yet.
     *
     * @throws UnsuitableRedisException the application has no single connection factory of Lettuce
     */
    public static RedisLink in(ListableBeanFactory application, RedisSettings settings, Surroundings surroundings) {
        LettuceConnectionFactory factory =
                application.getBeanProvider(LettuceConnectionFactory.class).getIfUnique();
        if (factory == null) {
            throw new UnsuitableRedisException(
                    "snorky.store is redis, but there is no single connection factory for it",
                    "Have one bean of the type LettuceConnectionFactory, or mark one as primary; Boot makes it where Lettuce"
                            + " is on the class path.");
        }
        return new RedisLink(factory, settings, surroundings);
    }

    /**
     * Connects, and begins to beat.
     *
     * @throws UnsuitableRedisException Redis does not answer, or cannot be what this node shares with others
     */
    public void start() {
        try {
            commands.open();
            listening.open();
            agreement.begin();
        } catch (UnsuitableRedisException failure) {
            close();
            throw failure;
        } catch (RuntimeException failure) {
            close();
            throw new UnsuitableRedisException(
                    "Redis cannot be reached: " + Failures.sentence(failure),
                    "Set spring.data.redis.host and port, url, sentinel or cluster, and the credentials, to a Redis that"
                            + " answers, or snorky.store to memory.",
                    failure);
        }
        long beat = settings.heartbeat().toNanos();
        thread.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a script and waits for its answer.
     *
     * @param keys all in one slot
     * @param arguments strings, numbers and byte arrays
     * @throws UnavailableException there is none
     * @throws IllegalStateException the script failed
     */
    public Answer run(Script script, List<String> keys, Object... arguments) {
        return await(calls.run(script, keys, arguments), commands);
    }

    /** As {@link #run}, without waiting; what depends on it runs in a thread of the connection. */
    public CompletionStage<Answer> start(Script script, List<String> keys, Object... arguments) {
        return calls.run(script, keys, arguments);
    }

    /**
     * Gives a command and waits for its answer.
     *
     * @param command one whose first argument is a key, such as {@code XRANGE}
     */
    public Answer ask(String command, String key, Object... arguments) {
        CommandArgs<byte[], byte[]> args = Calls.args().addKey(Calls.bytes(key));
        for (Object argument : arguments) {
            args.addValue(Calls.bytes(argument));
        }
        return await(calls.command(CommandType.valueOf(command.toUpperCase(Locale.ROOT)), args), commands);
    }

    private <T> T await(Future<T> answer, Lifeline<?> asked) {
        try {
            // The connection's own timer ends it first, unless nothing runs any more.
            return answer.get(settings.timeout().plusSeconds(1).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (Failures.cause(failure) instanceof RuntimeException meaning) {
                throw meaning;
            }
            throw new IllegalStateException(Failures.cause(failure));
        } catch (TimeoutException failure) {
            asked.lost("it did not answer in time");
            throw UnavailableException.unknown("No answer of Redis in time");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw UnavailableException.unknown("Interrupted while waiting for Redis");
        }
    }

    /**
     * Listens to a channel, over all connections to come. Not to be called while {@link #stop} is for the same channel, which
     * might end what this begins.
     *
     * @return completes when Redis has confirmed it, so that all that is published from then on is heard; where it fails,
     *     nothing is listened to
     */
    public CompletionStage<Void> listen(String channel, Ear ear) {
        return ears.listen(listening, channel, ear);
    }

    /**
     * Waits until Redis has confirmed that a channel is listened to.
     *
     * @param confirmation as {@link #listen} gave it
     * @throws UnavailableException it has not; where it still may, the channel is listened to until {@link #stop}
     */
    public void await(CompletionStage<Void> confirmation) {
        await(confirmation.toCompletableFuture(), listening);
    }

    /** Listens to a channel no more; what is on its way may still be heard. */
    public void stop(String channel) {
        ears.stop(listening, channel);
    }

    /**
     * Opens a connection of its own for a thread that reads a stream.
     *
     * @throws UnavailableException there is none to be had
     */
    public RedisTail openTail() {
        try {
            return new RedisTail(connector.connect());
        } catch (RuntimeException failure) {
            throw UnavailableException.undone("Cannot connect to Redis: " + Failures.sentence(failure));
        }
    }

    /** Has something run in the link's thread with each heartbeat while Redis answers; it may wait for answers. */
    public void everyBeat(Runnable task) {
        onBeat.add(task);
    }

    /** Has something run whenever the connection for commands is a new one, the first included; it must be quick. */
    public void onConnected(Runnable task) {
        onConnected.add(task);
    }

    /** Gives all connections up, as if they were lost; new ones are made. */
    public void reconnect(String why) {
        commands.lost(why);
        listening.lost(why);
    }

    /** Why Redis is not asked at present, or null. */
    public @Nullable Outage outage() {
        Outage outage = commands.outage();
        return outage == null ? listening.outage() : outage;
    }

    /** What is wrong with Redis or with what nodes must agree on, and what to do about it, or null; it never waits. */
    public @Nullable String trouble() {
        Outage outage = outage();
        return outage == null
                ? agreement.trouble()
                : outage + ". Connections of clients are kept, and hear nothing of what changes meanwhile";
    }

    /** The version that Redis gave at the last heartbeat. */
    public String version() {
        return agreement.version();
    }

    /** Names this process among all that share the store and in all times. */
    public String node() {
        return surroundings.node();
    }

    public RedisSettings settings() {
        return settings;
    }

    public RedisKeys keys() {
        return keys;
    }

    public RedisClock clock() {
        return clock;
    }

    /** Microseconds that scripts are to add to Redis' clock: 0 but in tests. */
    public long shiftMicros() {
        return surroundings.shift().getAsLong();
    }

    /** As {@link #shiftMicros}, in milliseconds. */
    public long shiftMillis() {
        return TimeUnit.MICROSECONDS.toMillis(shiftMicros());
    }

    private void connected() {
        onConnected.forEach(Runnable::run);
    }

    private void beat() {
        if (commands.outage() != null) {
            return;
        }
        attempt(this::sayAndHear);
        attempt(agreement::renew);
        onBeat.forEach(this::attempt);
    }

    private void sayAndHear() {
        if (!ears.hears(
                settings.heartbeat().plus(settings.timeout()).multipliedBy(2).toNanos())) {
            listening.lost("nothing is heard on it");
        }
        ask("PUBLISH", ears.echo(), "");
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (UnavailableException away) {
            log.debug("Heartbeat without Redis: {}", away.getMessage());
        } catch (RuntimeException failure) {
            log.warn("A task of the heartbeat failed", failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        commands.close();
        listening.close();
        clients.close();
    }
}
