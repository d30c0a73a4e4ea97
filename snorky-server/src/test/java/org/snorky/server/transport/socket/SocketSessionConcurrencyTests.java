package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.snorky.server.limit.Refusals;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/** Many senders, and a client that takes messages sometimes at once and sometimes later. */
class SocketSessionConcurrencyTests {

    private static final int SENDERS = 4;
    private static final int MESSAGES = 2000;

    private final ExecutorService pool = Executors.newFixedThreadPool(SENDERS + 2);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @RepeatedTest(5)
    void writesEverySendersMessagesInItsOrderAndNeverTwoAtOnce() {
        Queue<String> written = new ConcurrentLinkedQueue<>();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        FrameWriter writer = new FrameWriter() {

            @Override
            public void write(List<OutboundMessage> messages, Completion completion) {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                messages.forEach(message -> written.add(message.text()));
                Runnable end = () -> {
                    atOnce.decrementAndGet();
                    completion.done(null);
                };
                if (ThreadLocalRandom.current().nextBoolean()) {
                    pool.execute(end);
                } else {
                    end.run();
                }
            }

            @Override
            public void close(CloseReason reason) {}
        };
        OutboundLimits limits =
                new OutboundLimits(SENDERS * MESSAGES, 1 << 20, 1 << 20, Duration.ofMinutes(1), Duration.ofMinutes(1));
        SocketMeters meters = new SocketMeters(new SimpleMeterRegistry(), new OpenSessions());
        SocketSession session = new SocketSession(
                new Peer("1", "websocket", ClientIdentity.ANONYMOUS, ""),
                new WayOut(writer, Turns.on(pool)),
                new SocketSettings(
                        100,
                        limits,
                        null,
                        Duration.ZERO,
                        meters,
                        new OutboundMemory(1 << 20, new OpenSessions(), pool),
                        new Refusals(new SimpleMeterRegistry()),
                        pool,
                        System::nanoTime,
                        InstantSource.system()));

        for (int sender = 0; sender < SENDERS; sender++) {
            String name = sender + ":";
            pool.execute(() -> IntStream.range(0, MESSAGES)
                    .forEach(i -> session.send(OutboundMessage.ofUtf8((name + i).getBytes(StandardCharsets.UTF_8)))));
        }

        await().until(() -> written.size() == SENDERS * MESSAGES);
        assertThat(mostAtOnce).hasValue(1);
        for (int sender = 0; sender < SENDERS; sender++) {
            String name = sender + ":";
            List<String> ofSender =
                    written.stream().filter(text -> text.startsWith(name)).toList();
            assertThat(ofSender)
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> name + i).toList());
        }
        await().until(() -> session.queuedBytes() == 0);
    }
}
