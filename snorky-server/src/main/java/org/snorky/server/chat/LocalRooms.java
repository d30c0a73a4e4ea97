package org.snorky.server.chat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.history.HistoryGauge;
import org.snorky.server.history.InMemoryChannelHistory;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.rpc.RpcException;

/** The rooms of a single process: whatever happens, its own listener has heard of it before the caller goes on. */
public final class LocalRooms implements Rooms, HistoryGauge {

    private final Map<JsonKey, Set<Identity>> rooms = new HashMap<>();
    private final int maxMembers;
    private final InMemoryChannelHistory history;
    private final InstantSource clock;
    private @Nullable Listener listener;

    /** @param maxMembers how many identities one room may have */
    public LocalRooms(int maxMembers, InMemoryChannelHistory history, InstantSource clock) {
        this.maxMembers = maxMembers;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public synchronized void hear(Listener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void enter(JsonKey room, Identity identity, @Nullable ReadFrom from, Consumer<Entered> begin) {
        Set<Identity> members = rooms.getOrDefault(room, Set.of());
        if (!members.contains(identity)) {
            if (members.size() >= maxMembers) {
                throw new RpcException("Too many members", ErrorCode.TOO_MANY_MEMBERS);
            }
            members = rooms.computeIfAbsent(room, absent -> new LinkedHashSet<>());
            members.add(identity);
            listener().joined(room, identity, clock.instant());
        }
        begin.accept(new Entered(
                members.stream().map(Identity::json)::iterator,
                from == null ? null : history.read(room, from.after())));
    }

    @Override
    public synchronized void exit(JsonKey room, Identity identity) {
        Set<Identity> members = rooms.getOrDefault(room, Set.of());
        if (!members.contains(identity) || listener().wants(room, identity)) {
            return;
        }
        members.remove(identity);
        if (members.isEmpty()) {
            rooms.remove(room);
            history.release(room);
        }
        listener().left(room, identity, clock.instant());
    }

    @Override
    public synchronized void say(JsonKey room, Function<Instant, byte[]> message, boolean keep) {
        byte[] said = message.apply(clock.instant());
        listener().said(room, history.append(room, said, keep), said);
    }

    @Override
    public synchronized void read(JsonKey room, Identity reader, String client) {
        listener().read(room, reader, client, clock.instant());
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "nobody hears");
    }

    @Override
    public int messageCount() {
        return history.messageCount();
    }

    @Override
    public long byteCount() {
        return history.byteCount();
    }
}
