package org.snorky.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.DataSyncBackendService;
import org.snorky.server.datasync.DataSyncNode;
import org.snorky.server.datasync.DataSyncService;
import org.snorky.server.datasync.DataSyncSettings;
import org.snorky.server.datasync.dealer.BroadcastDealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.dealer.FilterDealer;
import org.snorky.server.datasync.dealer.SimpleDealer;
import org.snorky.server.datasync.log.DeltaLog;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.SubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.pubsub.PubSub;
import org.snorky.server.pubsub.PubSubBackendService;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.Connection;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;

/** The server's real services without transports, on a clock that stands until it is moved. */
public final class TestServer {

    private static final RpcServices SERVICES =
            new RpcServices(Validation.buildDefaultValidatorFactory().getValidator(), new SimpleMeterRegistry());

    private static final BacklogBounds LARGE = new BacklogBounds(1 << 20, 1 << 24);

    public final DataSync dataSync;
    public final PubSub pubSub;
    public final Conversations conversations;
    private final MessageDispatcher frontend;
    private final MessageDispatcher backend;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public TestServer() {
        this(Runnable::run, 1000, true, true);
    }

    /** With little to keep for slow clients. */
    public TestServer(int logDeltas, BacklogBounds backlog) {
        this(Runnable::run, new Conversations.Deviations(Map.of("logDeltas", IntNode.valueOf(logDeltas))), backlog);
    }

    public TestServer(
            Executor pool, int logDeltas, boolean defaultDealers, boolean frontendPublishing, Object... more) {
        this(
                pool,
                Map.of(
                        "logDeltas", IntNode.valueOf(logDeltas),
                        "defaultDealers", BooleanNode.valueOf(defaultDealers),
                        "frontendPublishing", BooleanNode.valueOf(frontendPublishing)),
                more);
    }

    /** @param deviations from the standard set-up of the wire examples */
    public TestServer(Executor pool, Map<String, JsonNode> deviations, Object... more) {
        this(pool, new Conversations.Deviations(deviations), LARGE, more);
    }

    /** One of several that share a log and a store. */
    public TestServer(DeltaLog log, SubscriptionStore store, DataSyncNode node) {
        this(Runnable::run, new Conversations.Deviations(Map.of()), LARGE, log, store, node);
    }

    private TestServer(Executor pool, Conversations.Deviations deviations, BacklogBounds backlog, Object... more) {
        this(pool, deviations, backlog, null, null, DataSyncNode.ALONE, more);
    }

    /**
     * @param log null for one in memory
     * @param store null for one in memory
     */
    private TestServer(
            Executor pool,
            Conversations.Deviations deviations,
            BacklogBounds backlog,
            @Nullable DeltaLog log,
            @Nullable SubscriptionStore store,
            DataSyncNode node,
            Object... more) {
        InstantSource clock = () -> now;
        Ticker ticker = () -> now.toEpochMilli() * 1_000_000;
        int logDeltas = deviations.number("logDeltas", 1000);
        boolean defaultDealers = deviations.is("defaultDealers");
        dataSync = new DataSync(
                new Dealers(
                        List.of(
                                new BroadcastDealer("AllTasks", "Task"),
                                new SimpleDealer("PlayersByColor", "Player", "color"),
                                new FilterDealer("FilteredTasks", "Task")),
                        name -> defaultDealers),
                log != null
                        ? log
                        : new InMemoryDeltaLog(
                                "e1",
                                new LogBounds(logDeltas, 1 << 24, Duration.ofMinutes(10), 1000, Duration.ofMinutes(10)),
                                clock),
                store != null ? store : new InMemorySubscriptionStore(10_000, ticker),
                new Tokens(
                        new Random(node == DataSyncNode.ALONE ? 1 : node.name().hashCode())),
                clock,
                new DataSyncSettings(
                        Duration.ofSeconds(120),
                        Duration.ofMinutes(5),
                        10,
                        10,
                        3,
                        Duration.ofSeconds(10),
                        RowKeys.BY_ID,
                        backlog),
                meters,
                node);
        conversations = Conversations.of(deviations, clock, ticker, meters);
        pubSub = conversations.pubSub();
        InboundLimits limits = new InboundLimits(1000, 1 << 20);
        List<Object> front = new ArrayList<>(List.of(more));
        front.addAll(conversations.services());
        front.add(new DataSyncService(dataSync));
        frontend = new MessageDispatcher(
                new ServiceRegistry(
                        ServiceRegistry.FRONTEND,
                        front.stream().map(SERVICES::of).toList()),
                pool,
                limits);
        backend = new MessageDispatcher(
                new ServiceRegistry(
                        ServiceRegistry.BACKEND,
                        List.of(
                                SERVICES.of(new PubSubBackendService(pubSub)),
                                SERVICES.of(new DataSyncBackendService(dataSync)))),
                pool,
                limits);
    }

    public TestClient connect() {
        return connect(new RecordingSession());
    }

    public TestClient connect(RecordingSession session) {
        return new TestClient(session, frontend.connect(session));
    }

    /** Connects a session that the test reads from. */
    public Connection connect(ClientSession session) {
        return frontend.connect(session);
    }

    /** Asks the backend registry once, and gives its answer. */
    public @Nullable JsonNode askBackend(JsonNode envelope) {
        RecordingSession session = new RecordingSession();
        backend.exchange(session).receive(WireJson.mapper().writeValueAsBytes(envelope));
        return session.next();
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }
}
