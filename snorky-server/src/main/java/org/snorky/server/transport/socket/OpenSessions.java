package org.snorky.server.transport.socket;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.snorky.server.session.CloseReason;

/** The sockets' sessions of this process that are connected. Safe for all threads. */
public final class OpenSessions {

    private final Set<SocketSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean accepting = true;

    /** Whether new clients are welcome; not from {@link #closeAll} to {@link #open}. */
    public boolean isAccepting() {
        return accepting;
    }

    void add(SocketSession session) {
        sessions.add(session);
        if (!accepting) {
            session.close(CloseReason.GOING_AWAY);
        }
    }

    void remove(SocketSession session) {
        sessions.remove(session);
    }

    /** Lets clients in, again if it did before: a context that was stopped may be started anew. */
    public void open() {
        accepting = true;
    }

    /** To be called about every second: finds clients that are too slow or silent. */
    public void tick() {
        sessions.forEach(SocketSession::tick);
    }

    /** Lets nobody in any more, and closes every session once what is queued for it has been sent. */
    public void closeAll(CloseReason reason) {
        accepting = false;
        sessions.forEach(session -> session.close(reason));
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
