package org.snorky.server.datasync;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.dealer.BroadcastDealer;
import org.snorky.server.datasync.dealer.Dealers;
import org.snorky.server.datasync.log.InMemoryDeltaLog;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.log.PositionLostException;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;
import org.snorky.server.datasync.subscription.InMemorySubscriptionStore;
import org.snorky.server.datasync.subscription.Tokens;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * Publishing, acquiring, losing the connection and cancelling, at once and on several threads: whatever the interleaving,
 * the results are those of some order of the same calls one after the other.
 *
 * <p>What a client has received is one of the results, so a delta that is missed, doubled or out of order in any
 * interleaving is found.
 */
public class DeliveryLinearizabilityTests {

    /** How much longer than in the suite, as {@code -Dsnorky.lincheck.scale=10} makes it. */
    private static final int SCALE = Integer.getInteger("snorky.lincheck.scale", 1);

    private final DataSync dataSync = new DataSync(
            new Dealers(List.of(new BroadcastDealer("AllTasks", "Task")), name -> false),
            new InMemoryDeltaLog(
                    "e1", new LogBounds(100, 1 << 20, Duration.ofDays(1), 10, Duration.ofDays(1)), () -> Instant.EPOCH),
            new InMemorySubscriptionStore(10, () -> 0),
            new Tokens(new Random(1)),
            () -> Instant.EPOCH,
            new DataSyncSettings(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    10,
                    10,
                    10,
                    Duration.ofSeconds(10),
                    RowKeys.BY_ID,
                    new BacklogBounds(1 << 20, 1 << 24)),
            new CompositeMeterRegistry());
    private final String token = dataSync.authorize(
                    List.of(new SubscriptionItem("AllTasks", NullNode.getInstance())), null)
            .token();
    private final List<String> received = new ArrayList<>();
    private volatile @Nullable Connected session;
    private @Nullable Connected connection;
    private JsonNode position = NullNode.getInstance();

    /** @return the position of the delta */
    @Operation
    public String publish() {
        return dataSync.publish(new DeltaBatch(
                        null, List.of(new Delta.Insert("Task", WireJson.mapper().createObjectNode()))))
                .toString();
    }

    /** Loses the connection, which the server does not notice yet: nothing arrives any more. */
    @Operation(nonParallelGroup = "client")
    public void lose() {
        synchronized (received) {
            session = null;
            if (!received.isEmpty()) {
                position = StringNode.valueOf(received.get(received.size() - 1));
            }
        }
    }

    /** Resumes on a new connection. */
    @Operation(nonParallelGroup = "client")
    public String acquire() {
        if (session != null) {
            return "connected";
        }
        connection = new Connected();
        session = connection;
        try {
            String reached = dataSync.acquisition()
                    .acquire(connection, token, null, position)
                    .toCompletableFuture()
                    .join()
                    .toString();
            position = StringNode.valueOf(reached);
            return reached;
        } catch (RpcException | PositionLostException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The server notices a loss. */
    @Operation(nonParallelGroup = "client")
    public void notice() {
        if (connection != null && session == null) {
            dataSync.acquisition().disconnected(connection);
            connection = null;
        }
    }

    /** The application takes the subscription back. */
    @Operation
    public boolean cancel() {
        return dataSync.cancel(token);
    }

    /** @return the positions of all deltas the client has ever got, in the order it got them */
    @Operation
    public List<String> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Test
    void underStressEveryOutcomeIsThatOfSomeOrder() {
        new StressOptions()
                .iterations(10 * SCALE)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .check(DeliveryLinearizabilityTests.class);
    }

    @Test
    void underEveryScheduleTriedTheOutcomeIsThatOfSomeOrder() {
        new ModelCheckingOptions()
                .iterations(2 * SCALE)
                .invocationsPerIteration(20)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(DeliveryLinearizabilityTests::isLibrary)
                        .allMethods()
                        .ignore())
                .threads(2)
                .actorsPerThread(3)
                .check(DeliveryLinearizabilityTests.class);
    }

    /** Libraries without shared state of ours are not taken apart. */
    private static boolean isLibrary(String className) {
        return className.startsWith("tools.jackson")
                || className.startsWith("io.micrometer")
                || className.startsWith("com.github.benmanes");
    }

    /** A session that notes the positions of the deltas it is given. */
    private final class Connected extends RecordingSession {

        @Override
        public synchronized void send(OutboundMessage message) {
            JsonNode told = WireJson.mapper().readTree(message.utf8()).path("message");
            synchronized (received) {
                if (session == this && told.path("type").stringValue("").equals("delta")) {
                    received.add(told.path("position").stringValue(""));
                }
            }
        }
    }
}
