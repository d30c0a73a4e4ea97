package org.snorky.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.validation.Validation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.infra.Blackhole;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncService;
import org.snorky.server.datasync.DataSyncSettings;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.ServiceRegistry;

/** The real datasync with its log and services, and clients that subscribe to it as browsers do. */
final class Subscribers {

    private static final MeterRegistry METERS = new CompositeMeterRegistry();

    private final DataSync dataSync = new DataSync(
            new Dealers(List.of(), name -> true),
            new InMemoryDeltaLog(
                    "bench",
                    new LogBounds(10_000, 64 << 20, Duration.ofMinutes(10), 1000, Duration.ofMinutes(1)),
                    Clock.systemUTC()),
            new InMemorySubscriptionStore(10_000_000, System::nanoTime),
            new Tokens(new SplittableRandom(1)),
            Clock.systemUTC(),
            new DataSyncSettings(Duration.ofMinutes(2), Duration.ofMinutes(5), 1, 10),
            METERS);
    private final MessageDispatcher dispatcher = new MessageDispatcher(
            new ServiceRegistry(
                    ServiceRegistry.FRONTEND,
                    List.of(new RpcServices(
                                    Validation.buildDefaultValidatorFactory().getValidator(), METERS)
                            .of(new DataSyncService(dataSync)))),
            Runnable::run,
            new InboundLimits(1, 1 << 20));
    private int count;

    DataSync dataSync() {
        return dataSync;
    }

    /** Has one more client acquire a subscription. */
    void subscribe(SubscriptionItem item, Blackhole blackhole) {
        String token = dataSync.authorize(List.of(item), null).token();
        dispatcher
                .connect(new ForgetfulSession("s" + count++, blackhole))
                .receive(
                        "{\"service\":\"datasync\",\"message\":{\"command\":\"acquireSubscription\",\"params\":{\"token\":\""
                                + token + "\"}}}");
    }
}
