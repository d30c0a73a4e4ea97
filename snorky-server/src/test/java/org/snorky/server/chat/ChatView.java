package org.snorky.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.snorky.server.TestClient;
import org.snorky.server.position.Position;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One connection of an identity, and what it knows of its channels from what it was told, which must make sense. */
final class ChatView {

    final String identity;
    private final TestClient client;
    private final Map<Integer, String> calls = new HashMap<>();
    private final Map<Integer, Long> asked = new HashMap<>();
    private final Map<String, Stay> stays = new TreeMap<>();
    private final List<Stay> ended = new ArrayList<>();
    private int lastCall;

    ChatView(String identity, Function<RecordingSession, TestClient> server) {
        this.identity = identity;
        this.client = server.apply(new RecordingSession(StringNode.valueOf(identity)));
    }

    /** From the answer to joining a channel to the answer to leaving it. */
    static final class Stay {

        final String channel;
        final Set<String> members = new TreeSet<>();
        final TreeMap<Long, String> said = new TreeMap<>();
        final long from;
        boolean isOver;

        /** @param from the offset behind which it asked for history */
        Stay(String channel, long from, JsonNode data) {
            this.channel = channel;
            this.from = from;
            data.get("members").forEach(member -> members.add(member.stringValue()));
            assertThat(members).hasSize(data.get("members").size());
            assertThat(data.get("complete").booleanValue()).isTrue();
            data.get("messages").forEach(this::hear);
            assertThat(said.isEmpty() || said.lastKey() == offset(data)).isTrue();
        }

        void hear(JsonNode message) {
            long offset = offset(message);
            assertThat(said.isEmpty() ? -1 : said.lastKey()).isLessThan(offset);
            said.put(offset, message.get("body").stringValue());
        }

        long end() {
            return said.isEmpty() ? from : said.lastKey();
        }

        private static long offset(JsonNode of) {
            return Position.parse(of.get("position").stringValue())
                    .orElseThrow()
                    .offset();
        }
    }

    /** @param after an offset to ask for history from, or 0 for all of it */
    synchronized void join(String channel, long after) {
        call("join", channel, after == 0 ? ",\"position\":null" : ",\"position\":\"e1-" + after + "\"");
        asked.put(lastCall, after);
    }

    synchronized void leave(String channel) {
        call("leave", channel, "");
    }

    synchronized void say(String channel, String body) {
        call("send", channel, ",\"body\":\"" + body + "\"");
    }

    synchronized void disconnect() {
        client.disconnect();
    }

    private void call(String command, String channel, String more) {
        calls.put(++lastCall, command + " " + channel);
        client.send(
                "{\"service\":\"chat\",\"message\":{\"command\":\"%s\",\"params\":{\"channel\":\"%s\"%s},\"callId\":%d}}"
                        .formatted(command, channel, more, lastCall));
    }

    /** Takes what has come since the last time. */
    synchronized void listen() {
        client.all().forEach(this::take);
    }

    private void take(JsonNode message) {
        switch (message.get("type").stringValue()) {
            case "response" -> answered(message.get("callId").intValue(), message.get("data"));
            case "presence" -> presence(stay(message), message);
            case "message" -> stay(message).hear(message);
            default -> throw new AssertionError("Unexpected: " + message);
        }
    }

    private void answered(int id, JsonNode data) {
        String[] call = Objects.requireNonNull(calls.get(id)).split(" ");
        if (call[0].equals("join")) {
            assertThat(stays.put(call[1], new Stay(call[1], Objects.requireNonNull(asked.get(id)), data)))
                    .isNull();
            assertThat(stays.get(call[1]).members).contains(identity);
        } else if (call[0].equals("leave")) {
            Stay stay = Objects.requireNonNull(stays.remove(call[1]));
            stay.isOver = true;
            ended.add(stay);
        }
    }

    private void presence(Stay stay, JsonNode presence) {
        String from = presence.get("from").stringValue();
        assertThat(from).isNotEqualTo(identity);
        boolean joined = presence.get("status").stringValue().equals("joined");
        assertThat(joined ? stay.members.add(from) : stay.members.remove(from))
                .as("%s hears of %s", identity, presence)
                .isTrue();
    }

    private Stay stay(JsonNode message) {
        return Objects.requireNonNull(stays.get(message.get("channel").stringValue()), "not there: " + message);
    }

    /** Where it is. */
    synchronized Map<String, Stay> stays() {
        return Map.copyOf(stays);
    }

    /** Where it was and is. */
    synchronized List<Stay> allStays() {
        List<Stay> all = new ArrayList<>(ended);
        all.addAll(stays.values());
        return all;
    }
}
