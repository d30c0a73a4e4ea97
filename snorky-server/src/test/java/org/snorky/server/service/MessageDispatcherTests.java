package org.snorky.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

class MessageDispatcherTests {

    private static final InboundLimits LIMITS = new InboundLimits(1000, 1 << 20);

    private final ExecutorService pool = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Nested
    class ASerialService {

        @Test
        void runsOneThingAtATimeInEachClientsOrder() throws InterruptedException {
            int clients = 8;
            int messages = 2000;
            CountDownLatch done = new CountDownLatch(clients * (messages + 2));
            Map<ClientSession, List<String>> seen = new ConcurrentHashMap<>();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger together = new AtomicInteger();
            MessageDispatcher dispatcher = dispatcher(new Recorder(Concurrency.SERIAL, (session, what) -> {
                together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                seen.computeIfAbsent(session, absent -> new ArrayList<>()).add(what);
                inside.decrementAndGet();
                done.countDown();
            }));

            for (int c = 0; c < clients; c++) {
                pool.execute(() -> {
                    Connection connection = dispatcher.connect(new RecordingSession());
                    for (int m = 0; m < messages; m++) {
                        send(connection, m);
                    }
                    connection.close();
                });
            }

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(together).hasValue(1);
            List<String> expected = new ArrayList<>(List.of("connected"));
            for (int m = 0; m < messages; m++) {
                expected.add(Integer.toString(m));
            }
            expected.add("disconnected");
            assertThat(seen.values()).hasSize(clients).allMatch(expected::equals);
        }

        private void send(Connection connection, int m) {
            connection.receive("{\"service\":\"s\",\"message\":" + m + "}");
        }
    }

    @Nested
    class AServicePerSession {

        @Test
        void runsClientsBesideEachOther() throws InterruptedException {
            CountDownLatch bothInside = new CountDownLatch(2);
            CountDownLatch done = new CountDownLatch(2);
            MessageDispatcher dispatcher = dispatcher(new Recorder(Concurrency.PER_SESSION, (session, what) -> {
                if (what.equals("1")) {
                    bothInside.countDown();
                    if (await(bothInside)) {
                        done.countDown();
                    }
                }
            }));

            dispatcher.connect(new RecordingSession()).receive("{\"service\":\"s\",\"message\":1}");
            dispatcher.connect(new RecordingSession()).receive("{\"service\":\"s\",\"message\":1}");

            assertThat(await(done)).isTrue();
        }
    }

    @Nested
    class Connections {

        private final List<String> seen = new ArrayList<>();
        private final Queue<Runnable> held = new ArrayDeque<>();

        @Test
        void anExchangeMakesNoEvents() {
            MessageDispatcher dispatcher = heldDispatcher(LIMITS);
            Connection exchange = dispatcher.exchange(new RecordingSession());
            exchange.receive("{\"service\":\"s\",\"message\":1}");
            runHeld();

            assertThat(seen).containsExactly("1");
        }

        @Test
        void closingTwiceIsHeardOnce() {
            Connection connection = heldDispatcher(LIMITS).connect(new RecordingSession());
            connection.close();
            connection.close();
            runHeld();

            assertThat(seen).containsExactly("connected", "disconnected");
        }

        @Test
        void aClientWithTooMuchWaitingIsToldAndTheOthersAreNot() {
            MessageDispatcher dispatcher = heldDispatcher(new InboundLimits(2, 1000));
            RecordingSession flooding = new RecordingSession();
            Connection flood = dispatcher.connect(flooding);
            RecordingSession calm = new RecordingSession();
            for (int i = 0; i < 3; i++) {
                flood.receive("{\"service\":\"s\",\"message\":{\"callId\":%d}}".formatted(i));
            }
            dispatcher.connect(calm).receive("{\"service\":\"s\",\"message\":1}");

            assertThat(flooding.next()).isEqualTo(json("""
                    {"service":"s","message":
                     {"type":"error","callId":2,"message":"Too many pending messages","code":"overloaded"}}"""));
            assertThat(calm.next()).isNull();

            runHeld();
            flood.receive("{\"service\":\"s\",\"message\":4}");
            assertThat(flooding.next()).isNull();
        }

        @Test
        void waitingMessagesAreBoundedInBytesToo() {
            RecordingSession session = new RecordingSession();
            Connection connection = heldDispatcher(new InboundLimits(100, 100)).connect(session);
            connection.receive("{\"service\":\"s\",\"message\":\"%s\"}".formatted("x".repeat(100)));

            assertThat(session.next().get("message").get("code").stringValue()).isEqualTo("overloaded");
        }

        @Test
        void aServiceThatThrowsGoesOn() {
            MessageDispatcher dispatcher = new MessageDispatcher(
                    new ServiceRegistry("test", List.of(new Recorder(Concurrency.SERIAL, (session, what) -> {
                        seen.add(what);
                        throw new IllegalStateException("boom");
                    }))),
                    Runnable::run,
                    LIMITS);
            Connection connection = dispatcher.connect(new RecordingSession());
            connection.receive("{\"service\":\"s\",\"message\":1}");
            connection.receive("{\"service\":\"s\",\"message\":2}");

            assertThat(seen).containsExactly("connected", "1", "2");
        }

        private MessageDispatcher heldDispatcher(InboundLimits limits) {
            return new MessageDispatcher(
                    new ServiceRegistry(
                            "test", List.of(new Recorder(Concurrency.SERIAL, (session, what) -> seen.add(what)))),
                    held::add,
                    limits);
        }

        private void runHeld() {
            while (!held.isEmpty()) {
                held.remove().run();
            }
        }
    }

    @Test
    void aServiceAnswersAnyJson() {
        RecordingSession session = new RecordingSession();
        MessageDispatcher dispatcher = new MessageDispatcher(
                new ServiceRegistry("test", List.of(new Service() {
                    @Override
                    public String name() {
                        return "echo";
                    }

                    @Override
                    public void received(ClientSession client, JsonNode message) {
                        client.send(OutboundMessage.of("echo", message));
                    }
                })),
                Runnable::run,
                LIMITS);

        dispatcher.connect(session).receive("{\"service\":\"echo\",\"message\":[1,null]}");

        assertThat(session.next()).isEqualTo(json("{\"service\":\"echo\",\"message\":[1,null]}"));
    }

    @Test
    void twoServicesOfOneNameAreRefused() {
        Recorder one = new Recorder(Concurrency.SERIAL, (session, what) -> {});
        Recorder two = new Recorder(Concurrency.SERIAL, (session, what) -> {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceRegistry("frontend", List.of(one, two)))
                .withMessageContaining("'s'")
                .withMessageContaining("Rename one");
    }

    private MessageDispatcher dispatcher(Service service) {
        return new MessageDispatcher(
                new ServiceRegistry("test", List.of(service)), pool, new InboundLimits(100_000, 1 << 30));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private static @Nullable JsonNode json(String json) {
        return WireJson.mapper().readTree(json);
    }

    private record Recorder(Concurrency concurrency, BiConsumer<ClientSession, String> seen) implements Service {

        @Override
        public String name() {
            return "s";
        }

        @Override
        public void connected(ClientSession client) {
            seen.accept(client, "connected");
        }

        @Override
        public void received(ClientSession client, JsonNode message) {
            seen.accept(client, message.toString());
        }

        @Override
        public void disconnected(ClientSession client) {
            seen.accept(client, "disconnected");
        }
    }
}
