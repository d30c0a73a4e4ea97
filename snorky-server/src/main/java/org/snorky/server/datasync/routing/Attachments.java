package org.snorky.server.datasync.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.ClientSession;

/** The attachments by token and by session. Safe for all threads, and calls nobody while it holds its lock. */
public final class Attachments {

    private final Map<String, Attachment> byToken = new HashMap<>();
    private final Map<ClientSession, Map<String, Attachment>> bySession = new LinkedHashMap<>();

    public synchronized void add(Attachment attachment) {
        String token = attachment.subscription().token();
        byToken.put(token, attachment);
        bySession
                .computeIfAbsent(attachment.session(), absent -> new LinkedHashMap<>(4))
                .put(token, attachment);
    }

    public synchronized @Nullable Attachment find(String token) {
        return byToken.get(token);
    }

    /** Whether this very attachment is in here. */
    public synchronized boolean contains(Attachment attachment) {
        return byToken.get(attachment.subscription().token()) == attachment;
    }

    public synchronized void remove(Attachment attachment) {
        String token = attachment.subscription().token();
        byToken.remove(token, attachment);
        Map<String, Attachment> ofSession = bySession.getOrDefault(attachment.session(), Map.of());
        if (!ofSession.isEmpty() && ofSession.remove(token, attachment) && ofSession.isEmpty()) {
            bySession.remove(attachment.session());
        }
    }

    public synchronized List<Attachment> ofSession(ClientSession session) {
        return List.copyOf(bySession.getOrDefault(session, Map.of()).values());
    }

    public synchronized int countOf(ClientSession session) {
        return bySession.getOrDefault(session, Map.of()).size();
    }

    public synchronized List<ClientSession> sessions() {
        return new ArrayList<>(bySession.keySet());
    }

    public synchronized int size() {
        return byToken.size();
    }
}
