package org.snorky.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers and a publisher of one server, all on the thread that calls.
 *
 * <p>Every wait has an end: a server that stops to answer makes calls fail, or rounds come back {@linkplain Round#isWhole()
 * not whole}. Connections go to 127.0.0.1, from several addresses of the loopback network where one has too few ports.
 */
public final class LoadLoop implements AutoCloseable {

    private static final int MOST_SUBSCRIBERS = 100_000;
    private static final int OPENING_AT_ONCE = 128;
    /** Fewer than a server's backlog takes, or the kernel would have some try again a second later. */
    private static final int COMING_AT_ONCE = 2048;

    private static final int OPENED_IN_A_TURN = 64;
    private static final int PORTS_OF_AN_ADDRESS = 20_000;
    private static final int BUFFER = 256 << 10;
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
    private static final long TAIL = Duration.ofMillis(20).toNanos();

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private final Tally tally = new Tally();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Queue<Away> away = new PriorityQueue<>(Comparator.comparingLong(Away::until));
    private final Dialect dialect;
    private final int payloadSize;
    private final long first;
    private @Nullable Outlet outlet;
    private int paused;
    private long reads;
    private long comebacks;

    /**
     * A loop without connections.
     *
     * @param payloadSize bytes of each message's payload
     * @param first the number of the first message
     */
    public LoadLoop(Dialect dialect, int payloadSize, long first) throws IOException {
        this.dialect = dialect;
        this.payloadSize = payloadSize;
        this.first = first;
    }

    /** Connects more subscribers, and returns when all of them are ready. */
    public void connect(int count, int subscriptions) throws IOException {
        int from = subscribers.size();
        if (from + count > MOST_SUBSCRIBERS) {
            throw new IllegalArgumentException("more than " + MOST_SUBSCRIBERS + " subscribers");
        }
        int addresses = 1 + (from + count) / PORTS_OF_AN_ADDRESS;
        long since = System.nanoTime();
        int seen = tally.readyCount();
        while (tally.readyCount() < from + count) {
            while (subscribers.size() < from + count && opening() < OPENING_AT_ONCE) {
                open(subscribers.size(), subscriptions, addresses);
                // What the next one asks beforehand may take long, and a server waits for no request forever.
                turn(0);
            }
            turn(100);
            failIfAnyFailed();
            if (tally.readyCount() > seen) {
                seen = tally.readyCount();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE) {
                throw new IOException(
                        "%d of %d subscribers became ready; one is %s".formatted(seen, from + count, firstUnready()));
            }
        }
    }

    /** Connects the publisher, and returns when it is ready. */
    public void connectPublisher() throws IOException {
        Publisher publisher = dialect.publisher();
        Link link = publisher instanceof Publisher.OverHttp http
                ? open(http.port(), 0, 1, (channel, key) -> new HttpLink(channel, key, http))
                : openWebSocket((Publisher.OverWebSocket) publisher);
        outlet = new Outlet(link, publisher, payloadSize, first);
        long end = System.nanoTime() + PATIENCE;
        while (!link.isReady()) {
            turn(100);
            failIfAnyFailed();
            if (System.nanoTime() > end) {
                throw new IOException("the publisher is " + link.describe());
            }
        }
    }

    /** Publishes for a while, and returns when everybody has everything, or nothing has come for long. */
    public Round publish(Pace pace, Duration length) throws IOException {
        return publish(pace, length, () -> false);
    }

    /** The same, for a shorter while if something, which is asked often, says that it is over. */
    public Round publish(Pace pace, Duration length, BooleanSupplier over) throws IOException {
        Outlet out = publisher();
        int readers = subscribers.size() - paused;
        long firstNumber = out.next();
        long confirmedBefore = out.confirmed();
        Start begun = begin();
        long start = begun.time();
        Schedule schedule = new Schedule(pace, start, start + length.toNanos());
        long published = 0;
        while (failures.isEmpty()) {
            long now = System.nanoTime();
            if (over.getAsBoolean()) {
                schedule.end(now);
            }
            long done = readers == 0 ? out.confirmed() - confirmedBefore : tally.deliveredCount() / readers;
            int due = out.takes(schedule.due(now, published, done));
            if (due > 0) {
                out.publish(schedule.moments(due), due);
                published += due;
            }
            if (schedule.isOver(now)) {
                if (done >= published || now - Math.max(tally.lastDelivery(), schedule.end()) > PATIENCE) {
                    break;
                }
            } else if (now - Math.max(tally.lastDelivery(), start) > PATIENCE && readers > 0) {
                break;
            }
            turn(schedule.pauseMillis(System.nanoTime()));
        }
        long end = readers == 0 ? System.nanoTime() : tally.lastDelivery();
        return end(begun, end, readers, out.next() - firstNumber);
    }

    /**
     * Connects more subscribers as fast as they are let in, and returns when each has so many messages, or nothing has come for long.
     * What they say for them their dialect says; the time it takes is theirs from the beginning.
     */
    public Round come(int count, int messages) throws IOException {
        Start begun = begin();
        int addresses = 1 + count / PORTS_OF_AN_ADDRESS;
        int from = subscribers.size();
        long all = (long) count * messages;
        while (failures.isEmpty()
                && tally.deliveredCount() < all
                && System.nanoTime() - tally.lastDelivery() < PATIENCE) {
            boolean isMore = subscribers.size() < from + count;
            for (int i = 0; i < OPENED_IN_A_TURN && isMore && opening() < COMING_AT_ONCE; i++) {
                open(subscribers.size(), 1, addresses);
                isMore = subscribers.size() < from + count;
            }
            turn(isMore && opening() < COMING_AT_ONCE ? 0 : 100);
        }
        return end(begun, tally.lastDelivery(), count, messages);
    }

    private int opening() {
        return subscribers.size() - tally.readyCount();
    }

    /** Has each subscriber say something, all at once, and returns when each has so many messages, or nothing has come for long. */
    public Round ask(IntFunction<String> question, int messages) throws IOException {
        Start begun = begin();
        for (int i = 0; i < subscribers.size(); i++) {
            subscribers.get(i).send(List.of(question.apply(i)));
        }
        long all = (long) subscribers.size() * messages;
        while (failures.isEmpty()
                && tally.deliveredCount() < all
                && System.nanoTime() - tally.lastDelivery() < PATIENCE) {
            turn(100);
        }
        return end(begun, tally.lastDelivery(), subscribers.size(), messages);
    }

    /** Answers pings, and reads what comes, for a while. */
    public void idle(Duration length) throws IOException {
        long end = System.nanoTime() + length.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            turn((end - now) / 1_000_000);
        }
    }

    /** Has the first so many subscribers read no more; they no longer count. */
    public void stopReading(int count) {
        for (Subscriber subscriber : subscribers.subList(paused, count)) {
            subscriber.pause(true);
        }
        paused = count;
    }

    /** The number of the next message. */
    public long next() {
        return outlet == null ? first : outlet.next();
    }

    /** Why connections were lost. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws IOException {
        subscribers.forEach(Link::close);
        if (outlet != null) {
            outlet.link().close();
        }
        selector.close();
    }

    private Start begin() {
        long now = System.nanoTime();
        tally.reset(now);
        return new Start(now, reads, frames(), OwnCpu.nanos(), comebacks);
    }

    private Round end(Start begun, long last, int readers, long published) throws IOException {
        idle(Duration.ofNanos(TAIL));
        return new Round(
                readers,
                published,
                tally.deliveredCount(),
                tally.misplacedCount(),
                failures.size(),
                Duration.ofNanos(last - begun.time()),
                tally.latency(),
                tally.late(),
                tally.lastLate(),
                comebacks - begun.comebacks(),
                reads - begun.reads(),
                frames() - begun.frames(),
                Duration.ofNanos(OwnCpu.nanos() - begun.cpu()));
    }

    private Outlet publisher() {
        if (outlet == null) {
            throw new IllegalStateException("no publisher is connected");
        }
        return outlet;
    }

    private void open(int client, int subscriptions, int addresses) throws IOException {
        Handshake handshake = dialect.handshake(client, subscriptions);
        List<Step> steps = dialect.subscribe(client, subscriptions);
        long next = outlet == null ? first : outlet.next();
        subscribers.add(open(
                handshake.port(),
                client,
                addresses,
                (channel, key) ->
                        new Subscriber(channel, key, client, dialect, handshake, steps, payloadSize, tally, next)));
    }

    private void comeBack(Away client) throws IOException {
        Dialect.Comeback comeback = client.comeback();
        Subscriber returned = open(
                comeback.handshake().port(),
                client.client(),
                1,
                (channel, key) -> new Subscriber(
                        channel,
                        key,
                        client.client(),
                        dialect,
                        comeback.handshake(),
                        comeback.steps(),
                        payloadSize,
                        tally,
                        client.next()));
        returned.cameBack(System.nanoTime());
        subscribers.set(client.client(), returned);
        comebacks++;
    }

    private Link openWebSocket(Publisher.OverWebSocket publisher) throws IOException {
        return open(
                publisher.handshake().port(),
                0,
                1,
                (channel, key) -> new WebSocketLink(
                        channel,
                        key,
                        publisher.handshake(),
                        publisher.greeting(),
                        publisher.binary(),
                        dialect.heartbeat(),
                        payloadSize));
    }

    private <L extends Link> L open(int port, int client, int addresses, Opening<L> opening) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (addresses > 1) {
            channel.bind(new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + client % addresses)}), 0));
        }
        boolean connected =
                channel.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        L link = opening.open(channel, key);
        key.attach(link);
        if (connected) {
            link.finishConnect();
        }
        return link;
    }

    private void turn(long millis) throws IOException {
        long now = System.nanoTime();
        while (!away.isEmpty() && away.element().until() <= now) {
            comeBack(away.remove());
        }
        long patience =
                away.isEmpty() ? millis : Math.min(millis, 1 + (away.element().until() - now) / 1_000_000);
        if (patience > 0) {
            selector.select(this::serve, patience);
        } else {
            selector.selectNow(this::serve);
        }
    }

    private void serve(SelectionKey key) {
        Link link = (Link) key.attachment();
        try {
            if (key.isConnectable()) {
                link.finishConnect();
            } else {
                if (key.isWritable()) {
                    link.writable();
                }
                if (key.isReadable()) {
                    link.read(buffer, bytes, tally);
                    reads++;
                }
            }
        } catch (IOException e) {
            link.close();
            lost(link, e.getMessage() + " (" + link.describe() + ")");
        }
    }

    private void lost(Link link, String why) {
        Optional<Away> back = link instanceof Subscriber subscriber
                ? dialect.comeBack(subscriber.client(), subscriber.next())
                        .map(comeback -> new Away(
                                subscriber.client(),
                                subscriber.next(),
                                System.nanoTime() + comeback.after().toNanos(),
                                comeback))
                : Optional.empty();
        back.ifPresentOrElse(away::add, () -> failures.add(why));
    }

    private void failIfAnyFailed() throws IOException {
        if (!failures.isEmpty()) {
            throw new IOException(failures.size() + " connections failed: " + failures.get(0));
        }
    }

    private String firstUnready() {
        return subscribers.stream()
                .filter(subscriber -> !subscriber.isReady())
                .map(Link::describe)
                .findFirst()
                .orElse("ready");
    }

    private long frames() {
        return subscribers.stream().mapToLong(WebSocketLink::frames).sum();
    }

    private record Start(long time, long reads, long frames, long cpu, long comebacks) {}

    private record Away(int client, long next, long until, Dialect.Comeback comeback) {}

    private interface Opening<L extends Link> {
        L open(SocketChannel channel, SelectionKey key) throws IOException;
    }
}
