package org.snorky.server.transport.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.OutboundMessage;

class FramesTests {

    private static byte[] all(Frames frames, int bufferSize) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (frames.hasMore()) {
            ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
            frames.putInto(buffer);
            assertThat(buffer.position()).isPositive();
            bytes.write(buffer.array(), 0, buffer.position());
        }
        return bytes.toByteArray();
    }

    private static List<String> parse(byte[] bytes) {
        List<String> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            assertThat(in.get()).isEqualTo((byte) 0x81);
            int length = in.get();
            length = length == 126 ? in.getShort() & 0xffff : length == 127 ? (int) in.getLong() : length;
            byte[] payload = new byte[length];
            in.get(payload);
            messages.add(new String(payload, StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Test
    void areThoseOfTheStandard() {
        OutboundMessage hello = OutboundMessage.ofUtf8("Hello".getBytes(StandardCharsets.UTF_8));

        assertThat(all(Frames.ofText(List.of(hello)), 100)).containsExactly(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f);
        assertThat(all(Frames.of(Frames.PING, new byte[0]), 100)).containsExactly(0x89, 0);
        assertThat(all(Frames.of(Frames.PONG, new byte[] {7}), 100)).containsExactly(0x8a, 1, 7);
    }

    /** Whatever the sizes of messages and buffers, what comes out of the pieces is what went in. */
    @RepeatedTest(50)
    void keepMessagesHoweverTheyAreCut(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            int longest = random.nextBoolean() ? 200 : 70_000;
            texts.add("é".repeat(random.nextInt(longest) / 2));
        }
        List<OutboundMessage> messages = texts.stream()
                .map(text -> OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
        Frames frames = Frames.ofText(messages);
        int length = frames.length(Integer.MAX_VALUE);

        byte[] bytes = all(frames, random.nextInt(10, 40_000));
        assertThat(parse(bytes)).isEqualTo(texts);
        assertThat(length).isBetween(bytes.length, bytes.length + 10 * texts.size());
    }
}
