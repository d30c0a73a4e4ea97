package org.snorky.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Two ordinary clients: one publishes, fifty times a second, and the other has to get it all, soon. */
final class Bystanders implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"type\":\"message\".*\"message\":(\\d+)");
    private static final long EVERY_MILLIS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ConcurrentHashMap<Integer, Long> onTheirWay = new ConcurrentHashMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final AtomicInteger published = new AtomicInteger();
    private final WebSocket publisher;
    private final WebSocket subscriber;
    private volatile boolean lost;

    Bystanders(int port) {
        URI url = URI.create("ws://127.0.0.1:" + port + "/ws");
        HttpClient http = HttpClient.newHttpClient();
        subscriber = http.newWebSocketBuilder().buildAsync(url, new Ear()).join();
        publisher = http.newWebSocketBuilder().buildAsync(url, new Ear()).join();
        subscriber
                .sendText(
                        "{\"service\":\"pubsub\",\"message\":{\"command\":\"subscribe\",\"params\":{\"channel\":\"bystanders\"}}}",
                        true)
                .join();
        timer.scheduleAtFixedRate(this::publish, 500, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void publish() {
        int number = published.incrementAndGet();
        onTheirWay.put(number, System.nanoTime());
        publisher.sendText(
                "{\"service\":\"pubsub\",\"message\":{\"command\":\"publish\",\"params\":{\"channel\":\"bystanders\",\"message\":"
                        + number + "}}}",
                true);
    }

    /** How long messages took; both connections lived all the time. */
    record Times(int messages, double medianMillis, double p99Millis, double longestMillis) {}

    /** The times since the last call. */
    synchronized Times times() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        nanos.clear();
        return new Times(sorted.length, at(sorted, 50), at(sorted, 99), at(sorted, 100));
    }

    private static double at(long[] sorted, int percent) {
        int index = Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1);
        return sorted.length == 0 ? 0 : Math.round(sorted[index] / 10_000.0) / 100.0;
    }

    /** How many messages have not come yet. */
    int missing() {
        return onTheirWay.size();
    }

    boolean isConnectionLost() {
        return lost;
    }

    /** Says no more. */
    void pause() {
        timer.shutdown();
    }

    int published() {
        return published.get();
    }

    private synchronized void came(int number) {
        Long since = onTheirWay.remove(number);
        if (since != null) {
            nanos.add(System.nanoTime() - since);
        }
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                Matcher number = NUMBER.matcher(text);
                if (number.find()) {
                    came(Integer.parseInt(number.group(1)));
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            lost = true;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            lost = true;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        Arrays.asList(publisher, subscriber).forEach(WebSocket::abort);
    }
}
