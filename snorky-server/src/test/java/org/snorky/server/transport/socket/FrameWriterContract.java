package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.FrameClient.Frame;

/** What every writer to a client keeps, tried by a container and raw sockets: the guarantees of {@link FrameWriter}. */
public abstract class FrameWriterContract {

    private static final CloseReason BYE = new CloseReason(1012, "bye");
    private static final int MORE_THAN_BUFFERS_HOLD = 12_000_000;

    /** A connection at both of its ends. */
    public record Connection(FrameClient client, FrameWriter writer) {}

    /** How writes ended, of which each has to once. */
    private final List<String> ends = new CopyOnWriteArrayList<>();

    private final List<FrameClient> clients = new ArrayList<>();
    private FrameClient client;
    private FrameWriter writer;

    protected abstract Connection connect() throws IOException;

    private Connection open() throws IOException {
        Connection connection = connect();
        clients.add(connection.client());
        return connection;
    }

    @BeforeEach
    void openOne() throws IOException {
        Connection connection = open();
        client = connection.client();
        writer = connection.writer();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (FrameClient each : clients) {
            each.close();
        }
    }

    private static OutboundMessage message(String text) {
        return OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<OutboundMessage> numbered(int from, int count, int size) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> message((i + ":").concat("x".repeat(size))))
                .toList();
    }

    private FrameWriter.Completion end(String name) {
        return failure -> ends.add(name + (failure == null ? "" : " failed"));
    }

    private void writeAndWait(List<OutboundMessage> messages, String name) {
        writer.write(messages, end(name));
        await().until(() -> ends.contains(name));
    }

    private static String number(Frame frame) {
        return frame.text().substring(0, frame.text().indexOf(':'));
    }

    /** Writes more than the connection takes while nobody reads. */
    private int fill(FrameWriter to) {
        int count = MORE_THAN_BUFFERS_HOLD / 100_000;
        to.write(numbered(0, count, 100_000), end("fill"));
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
    void writesAMessageOfAnyLength(int length) throws IOException {
        writer.write(List.of(message("x".repeat(length))), end("write"));

        assertThat(client.read()).satisfies(frame -> {
            assertThat(frame.opcode()).isEqualTo(FrameClient.TEXT);
            assertThat(frame.payload()).hasSize(length);
        });
        await().until(() -> ends.equals(List.of("write")));
    }

    @Test
    void keepsTheOrderWithinAWriteAndAmongWrites() throws IOException {
        for (int i = 0; i < 50; i++) {
            writeAndWait(numbered(20 * i, 20, i), "write" + i);
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(number(client.read())).isEqualTo("" + i);
        }
        assertThat(ends).hasSize(50);
    }

    @Test
    void answersPingsBetweenFramesAndNotIntoThem() throws Exception {
        int rounds = 40;
        Thread asking = new Thread(() -> {
            try {
                for (int i = 0; i < 2000; i++) {
                    client.send(FrameClient.PING, ("" + i).getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                ends.add("asking failed");
            }
        });
        asking.start();
        Thread writing = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                writeAndWait(numbered(25 * i, 25, 3000), "write" + i);
            }
        });
        writing.start();

        int texts = 0;
        int lastPong = -1;
        while (texts < rounds * 25 || lastPong < 1999) {
            Frame frame = client.read();
            if (frame.opcode() == FrameClient.TEXT) {
                assertThat(number(frame)).isEqualTo("" + texts);
                assertThat(frame.payload()).hasSize(3001 + ("" + texts).length());
                texts++;
            } else {
                assertThat(frame.opcode()).isEqualTo(FrameClient.PONG);
                int pong = Integer.parseInt(frame.text());
                assertThat(pong).isGreaterThan(lastPong);
                lastPong = pong;
            }
        }
        asking.join();
        writing.join();
        assertThat(ends).hasSize(rounds).noneMatch(end -> end.endsWith("failed"));
    }

    @Test
    void pingsTheClient() throws IOException {
        writer.ping(end("ping"));

        assertThat(client.read().opcode()).isEqualTo(FrameClient.PING);
        await().until(() -> ends.equals(List.of("ping")));
    }

    @Test
    void waitsForASlowClientWithoutHoldingTheCallerOrAnybodyElse() throws IOException {
        int count = fill(writer);
        Connection other = open();
        other.writer().write(List.of(message("lively")), end("other"));
        assertThat(other.client().read().text()).isEqualTo("lively");
        await().until(() -> ends.contains("other"));
        assertThat(ends).containsExactly("other");

        for (int i = 0; i < count; i++) {
            assertThat(number(client.read())).isEqualTo("" + i);
        }
        await().until(() -> ends.equals(List.of("other", "fill")));
    }

    @Test
    void tellsWhatWasWrittenBeforeItClosesAndWhy() throws IOException {
        writeAndWait(numbered(0, 3, 1000), "write");
        writer.close(BYE);

        for (int i = 0; i < 3; i++) {
            assertThat(number(client.read())).isEqualTo("" + i);
        }
        Frame close = client.read();
        assertThat(close.opcode()).isEqualTo(FrameClient.CLOSE);
        assertThat(close.closeCode()).isEqualTo(1012);
        client.answer(close);
        assertThatThrownBy(client::read).isInstanceOf(IOException.class).isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answersTheClientsClose() throws IOException {
        client.send(FrameClient.CLOSE, new byte[] {3, (byte) 0xe8});

        Frame close = client.read();
        assertThat(close.opcode()).isEqualTo(FrameClient.CLOSE);
        assertThat(close.closeCode()).isEqualTo(1000);
    }

    @Test
    void endsAWriteThatDoesNotEndWhenItCloses() {
        fill(writer);
        assertThat(ends).isEmpty();
        Thread closing = new Thread(() -> writer.close(CloseReason.TOO_SLOW));
        closing.start();

        await().until(() -> ends.size() == 1);
        assertThat(ends).containsExactly("fill failed");
    }

    @Test
    void endsAWriteToAClientThatHasGone() throws IOException {
        fill(writer);
        client.reset();

        await().until(() -> ends.equals(List.of("fill failed")));
        writer.write(List.of(message("late")), end("late"));
        await().until(() -> ends.equals(List.of("fill failed", "late failed")));
    }
}
