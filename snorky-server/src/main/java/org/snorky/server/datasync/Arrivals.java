package org.snorky.server.datasync;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.snorky.server.compact.CompactSet;
import org.snorky.server.session.ClientSession;

/**
 * Subscriptions that sessions acquire from positions which this process has not heard of yet. Safe for all threads.
 *
 * <p>One stands here until its attachment can be found in its place, so that who ends all of a session finds one or the other.
 */
final class Arrivals {

    private final Map<ClientSession, Set<String>> tokens = new HashMap<>();

    /** Tells whether it was not here before. */
    synchronized boolean add(ClientSession session, String token) {
        Set<String> before = tokens.getOrDefault(session, Set.of());
        boolean isNew = !before.contains(token);
        if (isNew) {
            tokens.put(session, CompactSet.with(before, token));
        }
        return isNew;
    }

    /** Tells whether it was here. */
    synchronized boolean remove(ClientSession session, String token) {
        Set<String> before = tokens.getOrDefault(session, Set.of());
        boolean isHere = before.contains(token);
        if (isHere) {
            Set<String> left = CompactSet.without(before, token);
            if (left.isEmpty()) {
                tokens.remove(session);
            } else {
                tokens.put(session, left);
            }
        }
        return isHere;
    }

    synchronized void removeAll(ClientSession session) {
        tokens.remove(session);
    }

    synchronized int countOf(ClientSession session) {
        return tokens.getOrDefault(session, Set.of()).size();
    }
}
