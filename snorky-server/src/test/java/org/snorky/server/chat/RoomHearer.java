package org.snorky.server.chat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.Excerpt;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.position.Position;
import tools.jackson.databind.node.StringNode;

/** What a service makes of rooms: identities that it has in them, and what each room was told since its first came. */
final class RoomHearer implements Rooms.Listener {

    private final Rooms rooms;
    private final Map<JsonKey, Told> told = new HashMap<>();

    RoomHearer(Rooms rooms) {
        this.rooms = rooms;
        rooms.hear(this);
    }

    /** A room as this process knows it. */
    static final class Told {

        private final Set<String> own = new HashSet<>();
        private final Set<String> members = new HashSet<>();
        private final List<String> events = new ArrayList<>();
        private final List<String> mistakes = new ArrayList<>();
        private boolean isKnown;
    }

    @Nullable Excerpt enter(JsonKey room, String who, @Nullable ReadFrom from) {
        List<@Nullable Excerpt> read = new ArrayList<>();
        rooms.enter(room, identity(who), from, entered -> {
            synchronized (this) {
                Told there = told.computeIfAbsent(room, absent -> new Told());
                there.own.add(who);
                Set<String> members = new HashSet<>();
                StreamSupport.stream(entered.members().spliterator(), false)
                        .map(RoomHearer::text)
                        .forEach(members::add);
                if (there.isKnown && !there.members.equals(members)) {
                    there.mistakes.add(who + " was given " + members + " where " + there.members + " was told");
                }
                there.isKnown = true;
                there.members.clear();
                there.members.addAll(members);
                read.add(entered.history());
            }
        });
        return read.get(0);
    }

    void exit(JsonKey room, String who) {
        synchronized (this) {
            Told there = told.get(room);
            if (there != null) {
                there.own.remove(who);
                if (there.own.isEmpty()) {
                    there.isKnown = false;
                }
            }
        }
        rooms.exit(room, identity(who));
    }

    void say(JsonKey room, String text, boolean keep) {
        rooms.say(room, at -> ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8), keep);
    }

    void read(JsonKey room, String who, String client) {
        rooms.read(room, identity(who), client);
    }

    /** What was told, such as {@code ann joined}. */
    synchronized List<String> events(JsonKey room) {
        Told there = told.get(room);
        return there == null ? List.of() : List.copyOf(there.events);
    }

    synchronized Set<String> members(JsonKey room) {
        Told there = told.get(room);
        return there == null ? Set.of() : Set.copyOf(there.members);
    }

    /** What did not fit what was told before. */
    synchronized List<String> mistakes() {
        return told.values().stream().flatMap(each -> each.mistakes.stream()).toList();
    }

    static Identity identity(String who) {
        return Identity.of(StringNode.valueOf(who));
    }

    private static String text(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.substring(1, text.length() - 1);
    }

    @Override
    public synchronized void joined(JsonKey room, Identity who, Instant at) {
        hear(room, text(who.json()) + " joined", there -> there.members.add(text(who.json())));
    }

    @Override
    public synchronized void left(JsonKey room, Identity who, Instant at) {
        hear(room, text(who.json()) + " left", there -> there.members.remove(text(who.json())));
    }

    @Override
    public synchronized void said(JsonKey room, @Nullable Position position, byte[] message) {
        String json = new String(message, StandardCharsets.UTF_8);
        hear(room, "said " + json.substring(9, json.length() - 2), there -> true);
    }

    @Override
    public synchronized void read(JsonKey room, Identity reader, @Nullable String client, Instant at) {
        hear(room, text(reader.json()) + " read by " + client, there -> true);
    }

    @Override
    public synchronized void missed(JsonKey room, Position goesOnBehind) {
        hear(room, "missed", there -> true);
    }

    private void hear(JsonKey room, String event, Predicate<Told> change) {
        Told there = told.get(room);
        if (there != null && there.isKnown) {
            there.events.add(event);
            if (!change.test(there)) {
                there.mistakes.add(event + " where " + there.members);
            }
        }
    }

    @Override
    public synchronized boolean wants(JsonKey room, Identity identity) {
        Told there = told.get(room);
        return there != null && there.own.contains(text(identity.json()));
    }
}
