package org.snorky.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.validation.Validation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.infra.Blackhole;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncService;
import org.snorky.server.datasync.DataSyncSettings;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.Connection;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.session.ClientSession;

/** The real datasync with its log and services, and clients that subscribe to it as browsers do. */
final class Subscribers {

    private static final MeterRegistry METERS = new CompositeMeterRegistry();

    private final DataSync dataSync = new DataSync(
            new Dealers(List.of(), name -> true),
            new InMemoryDeltaLog(
                    "bench",
                    new LogBounds(100_000, 256 << 20, Duration.ofMinutes(10), 1000, Duration.ofMinutes(1)),
                    Clock.systemUTC()),
            new InMemorySubscriptionStore(10_000_000, System::nanoTime),
            new Tokens(new SplittableRandom(1)),
            Clock.systemUTC(),
            new DataSyncSettings(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    1,
                    10,
                    10,
                    Duration.ofSeconds(10),
                    RowKeys.BY_ID,
                    new BacklogBounds(1 << 20, 64 << 20)),
            METERS);
    private final MessageDispatcher dispatcher = new MessageDispatcher(
            new ServiceRegistry(
                    ServiceRegistry.FRONTEND,
                    List.of(new RpcServices(
                                    Validation.buildDefaultValidatorFactory().getValidator(), METERS)
                            .of(new DataSyncService(dataSync)))),
            Runnable::run,
            new InboundLimits(1, 1 << 20));
    private final AtomicInteger count = new AtomicInteger();

    DataSync dataSync() {
        return dataSync;
    }

    /** Has one more client acquire a subscription. */
    void subscribe(SubscriptionItem item, Blackhole blackhole) {
        acquire(authorize(item), "", forgetful(blackhole));
    }

    /** Has one more client acquire a subscription, which then takes nothing. */
    void subscribeSlowly(SubscriptionItem item) {
        acquire(authorize(item), ",\"position\":null", new StuckSession("s" + count.incrementAndGet()));
    }

    /** Gives a subscription that nobody has acquired yet. */
    String authorize(SubscriptionItem item) {
        return dataSync.authorize(List.of(item), null).token();
    }

    /** Has a new client acquire a subscription from a position, which takes it over from the client that had it. */
    void resume(String token, String position, Blackhole blackhole) {
        acquire(token, ",\"position\":\"" + position + "\"", forgetful(blackhole))
                .close();
    }

    private ForgetfulSession forgetful(Blackhole blackhole) {
        return new ForgetfulSession("s" + count.incrementAndGet(), blackhole);
    }

    private Connection acquire(String token, String more, ClientSession session) {
        Connection client = dispatcher.connect(session);
        client.receive(
                "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\""
                        + token + "\"" + more + "}}}");
        return client;
    }
}
