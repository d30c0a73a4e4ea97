package org.snorky.server.store.redis.link;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.snorky.server.datasync.log.UnavailableException;

/**
 * Channels of Redis that this node listens to, on one connection; on a new one it listens to all of them again.
 *
 * <p>A connection on which nothing comes looks like one on which nothing is said. So the node says something to itself
 * with each heartbeat, and takes the connection for lost when it does not hear that.
 */
final class RedisEars {

    private static final int AT_ONCE = 500;

    private final Map<String, Ear> ears = new ConcurrentHashMap<>();
    private final long timeoutNanos;
    private final LongSupplier nanos;
    private final String echo;
    private volatile long echoHeard;

    RedisEars(String echo, long timeoutNanos, LongSupplier nanos) {
        this.echo = echo;
        this.timeoutNanos = timeoutNanos;
        this.nanos = nanos;
        ears.put(echo, new Ear() {
            @Override
            public void heard(byte[] message) {
                echoHeard = nanos.getAsLong();
            }

            @Override
            public void missed() {
                echoHeard = nanos.getAsLong();
            }
        });
    }

    /** Makes a new connection listen to everything, and returns when Redis has confirmed it. */
    void connected(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                Ear ear = ears.get(new String(channel, StandardCharsets.UTF_8));
                if (ear != null) {
                    ear.heard(message);
                }
            }
        });
        List<String> channels = List.copyOf(ears.keySet());
        List<RedisFuture<Void>> confirmations = new ArrayList<>();
        for (int from = 0; from < channels.size(); from += AT_ONCE) {
            confirmations.add(connection
                    .async()
                    .subscribe(channels.subList(from, Math.min(from + AT_ONCE, channels.size())).stream()
                            .map(Calls::bytes)
                            .toArray(byte[][]::new)));
        }
        confirmations.forEach(this::await);
        for (String channel : channels) {
            Ear ear = ears.get(channel);
            if (ear != null) {
                ear.missed();
            }
        }
    }

    private void await(RedisFuture<Void> confirmation) {
        try {
            confirmation.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw UnavailableException.undone("Redis lets us listen to nothing: " + Failures.sentence(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw UnavailableException.undone("This server ends");
        }
    }

    /** Starts to listen on the connection of this moment; completes when Redis has confirmed it. */
    CompletableFuture<Void> listen(
            Lifeline<StatefulRedisPubSubConnection<byte[], byte[]>> lifeline, String channel, Ear ear) {
        if (ears.putIfAbsent(channel, ear) != null) {
            throw new IllegalStateException("There is an ear for " + channel + " already");
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        try {
            lifeline.connection().async().subscribe(Calls.bytes(channel)).whenComplete((done, failure) -> {
                if (failure == null) {
                    confirmed.complete(null);
                } else {
                    ears.remove(channel, ear);
                    confirmed.completeExceptionally(
                            UnavailableException.undone("Cannot listen: " + Failures.sentence(failure)));
                }
            });
        } catch (RuntimeException failure) {
            ears.remove(channel, ear);
            confirmed.completeExceptionally(
                    failure instanceof UnavailableException
                            ? failure
                            : UnavailableException.undone("Cannot listen: " + Failures.sentence(failure)));
        }
        return confirmed;
    }

    void stop(Lifeline<StatefulRedisPubSubConnection<byte[], byte[]>> lifeline, String channel) {
        if (ears.remove(channel) != null && lifeline.outage() == null) {
            try {
                lifeline.connection().async().unsubscribe(Calls.bytes(channel));
            } catch (RuntimeException lost) {
                // Then the next connection does not listen to it.
                lifeline.lost(Failures.sentence(lost));
            }
        }
    }

    /** The channel on which the node says something to itself. */
    String echo() {
        return echo;
    }

    /** Whether what the node said to itself has come within a time. */
    boolean hears(long withinNanos) {
        return nanos.getAsLong() - echoHeard <= withinNanos;
    }
}
