package org.snorky.server.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;

/** What a service makes of a log: clients that come to channels and go, each with what it was told. */
public final class Hearer implements ChannelLog.Listener {

    private final ChannelLog log;
    private final Map<JsonKey, List<Client>> clients = new HashMap<>();

    public Hearer(ChannelLog log) {
        this.log = log;
        log.hear(this);
    }

    /** Somebody in a channel. */
    public static final class Client {

        private final @Nullable Position from;
        private final @Nullable Excerpt history;
        private final List<String> heard = new ArrayList<>();
        private final List<@Nullable Position> positions = new ArrayList<>();
        private int gaps;

        private Client(@Nullable Position from, @Nullable Excerpt history) {
            this.from = from;
            this.history = history;
            if (history != null) {
                history.messages().forEach(kept -> hear(kept.position(), kept.message()));
            }
        }

        private synchronized void hear(@Nullable Position position, byte[] message) {
            heard.add(text(message));
            positions.add(position);
        }

        /** The history it was given, if it wanted one. */
        public @Nullable Excerpt history() {
            return history;
        }

        /** Behind what it wanted all, or null for all that there was. */
        public @Nullable Position from() {
            return from;
        }

        /** What was in its history, and what came live. */
        public synchronized List<String> heard() {
            return List.copyOf(heard);
        }

        public synchronized List<@Nullable Position> positions() {
            return new ArrayList<>(positions);
        }

        public synchronized int gaps() {
            return gaps;
        }

        private synchronized void miss() {
            gaps++;
        }
    }

    public Client come(JsonKey channel, @Nullable ReadFrom from) {
        List<Client> come = new ArrayList<>();
        log.follow(channel, from, history -> {
            synchronized (clients) {
                Client client = new Client(from == null ? null : from.after(), history);
                clients.computeIfAbsent(channel, absent -> new ArrayList<>()).add(client);
                come.add(client);
            }
        });
        return come.get(0);
    }

    public void go(JsonKey channel, Client client) {
        synchronized (clients) {
            List<Client> there = clients.getOrDefault(channel, new ArrayList<>());
            there.remove(client);
            if (there.isEmpty()) {
                clients.remove(channel);
            }
        }
        log.leave(channel);
    }

    public void say(JsonKey channel, String text, boolean keep) {
        log.say(channel, ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8), keep);
    }

    private static String text(byte[] message) {
        String json = new String(message, StandardCharsets.UTF_8);
        return json.substring(9, json.length() - 2);
    }

    @Override
    public void heard(JsonKey channel, @Nullable Position position, byte[] message) {
        there(channel).forEach(client -> client.hear(position, message));
    }

    @Override
    public void missed(JsonKey channel, Position goesOnBehind) {
        there(channel).forEach(Client::miss);
    }

    private List<Client> there(JsonKey channel) {
        synchronized (clients) {
            return List.copyOf(clients.getOrDefault(channel, List.of()));
        }
    }

    @Override
    public boolean wants(JsonKey channel) {
        synchronized (clients) {
            return clients.containsKey(channel);
        }
    }
}
