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
    private final Map<ClientSession, Chain<Attachment>> bySession = new LinkedHashMap<>();

    /** @param attachment one that was not in here before */
    public synchronized void add(Attachment attachment) {
        byToken.put(attachment.subscription().token(), attachment);
        bySession.computeIfAbsent(attachment.session(), absent -> new Chain<>()).add(attachment);
    }

    public synchronized @Nullable Attachment find(String token) {
        return byToken.get(token);
    }

    /** A copy. */
    public synchronized List<Attachment> all() {
        return List.copyOf(byToken.values());
    }

    public synchronized void remove(Attachment attachment) {
        byToken.remove(attachment.subscription().token(), attachment);
        bySession.computeIfPresent(attachment.session(), (session, attachments) -> {
            attachments.remove(attachment);
            return attachments.isEmpty() ? null : attachments;
        });
    }

    /** A copy, in the order in which they were added. */
    public synchronized List<Attachment> ofSession(ClientSession session) {
        Chain<Attachment> attachments = bySession.get(session);
        if (attachments == null) {
            return List.of();
        }
        List<Attachment> copy = new ArrayList<>(attachments.size());
        attachments.forEach(copy::add);
        return copy;
    }

    public synchronized int countOf(ClientSession session) {
        Chain<Attachment> attachments = bySession.get(session);
        return attachments == null ? 0 : attachments.size();
    }

    public synchronized List<ClientSession> sessions() {
        return new ArrayList<>(bySession.keySet());
    }

    public synchronized int size() {
        return byToken.size();
    }
}
