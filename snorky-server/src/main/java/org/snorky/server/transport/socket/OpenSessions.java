package org.snorky.server.transport.socket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

/** The sockets' sessions of this process that are connected. Safe for all threads. */
public final class OpenSessions {

    private final Set<SocketSession> sessions = ConcurrentHashMap.newKeySet();

    /** What a client is told that is sent away; null while clients are welcome. */
    private volatile @Nullable Supplier<OutboundMessage> farewell;

    /** Whether new clients are welcome; not from {@link #sendAway} to {@link #open}. */
    public boolean isAccepting() {
        return farewell == null;
    }

    void add(SocketSession session) {
        sessions.add(session);
        Supplier<OutboundMessage> goingAway = farewell;
        if (goingAway != null) {
            sendAway(session, goingAway.get());
        }
    }

    void remove(SocketSession session) {
        sessions.remove(session);
    }

    /** Lets clients in, again if it did before: a context that was stopped may be started anew. */
    public void open() {
        farewell = null;
    }

    /**
     * Closes sessions, those first for which most waits, until there is room or none has anything waiting.
     *
     * @return how many
     */
    int closeLargest(BooleanSupplier hasRoom) {
        record Load(SocketSession session, long bytes) {}
        List<Load> loads = new ArrayList<>();
        for (SocketSession session : sessions) {
            long bytes = session.queuedBytes();
            if (bytes > 0) {
                loads.add(new Load(session, bytes));
            }
        }
        loads.sort(Comparator.comparingLong(Load::bytes).reversed());
        int closed = 0;
        for (Load load : loads) {
            if (hasRoom.getAsBoolean()) {
                break;
            }
            load.session().closeForRoom();
            closed++;
        }
        return closed;
    }

    /** The sizes of what waits for all clients. */
    public long queuedBytes() {
        return sessions.stream().mapToLong(SocketSession::queuedBytes).sum();
    }

    /** To be called about every second: finds clients that are too slow or silent. */
    public void tick() {
        sessions.forEach(SocketSession::tick);
    }

    /**
     * Lets nobody in any more, tells every client when to come back, and closes its session once what is queued for it has
     * been sent.
     */
    public void sendAway(ComeBackSpread spread) {
        int clients = sessions.size();
        farewell = () -> spread.message(clients);
        sessions.forEach(session -> sendAway(session, spread.message(clients)));
    }

    /** A client too slow to be told comes back as after any loss. */
    private static void sendAway(SocketSession session, OutboundMessage goingAway) {
        if (goingAway.size() <= session.remainingCapacity()) {
            session.send(goingAway);
        }
        session.close(CloseReason.GOING_AWAY);
    }

    public int size() {
        return sessions.size();
    }

    /** How many sessions each transport has that has any. */
    public Map<String, Integer> countByTransport() {
        Map<String, Integer> counts = new TreeMap<>();
        sessions.forEach(session -> counts.merge(session.transport(), 1, Integer::sum));
        return counts;
    }

    /** How many sessions a transport has. */
    public int count(String transport) {
        return countByTransport().getOrDefault(transport, 0);
    }
}
