package org.snorky.server.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.WireJson;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * Participants and what they send to each other.
 *
 * <ol>
 *   <li>A name is held by at most one client at any moment: from when it registers it until it unregisters it or is gone.
 *   <li>A message goes to the client that holds the destination's name at that moment, once, and from a client that holds the
 *       sender's. Those to one client have one order, and those of one sender to one client that in which they were sent.
 *   <li>A message that was answered with null was queued for its destination; whether it arrives, nobody tells.
 * </ol>
 *
 * Safe for all threads: one lock guards the names, and under it messages are only queued.
 */
public final class Messaging {

    /** The service whose messages participants get. */
    static final String SERVICE = "messaging";

    private final TreeMap<String, ClientSession> holders = new TreeMap<>();
    private final Map<ClientSession, Set<String>> names = new HashMap<>();
    private final MessagingSettings settings;
    private final Counter sent;

    public Messaging(MessagingSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.sent = meters.counter("snorky.messaging.messages");
        meters.gauge("snorky.messaging.names", this, Messaging::nameCount);
    }

    synchronized void register(ClientSession client, String name) {
        if (holders.containsKey(name)) {
            throw new RpcException("Name already registered", ErrorCode.NAME_TAKEN);
        }
        if (names.getOrDefault(client, Set.of()).size() >= settings.maxNamesPerClient()
                || holders.size() >= settings.maxNames()) {
            throw new RpcException("Too many names", ErrorCode.TOO_MANY_NAMES);
        }
        holders.put(name, client);
        names.computeIfAbsent(client, absent -> new HashSet<>()).add(name);
    }

    synchronized void unregister(ClientSession client, String name) {
        ClientSession holder = holders.get(name);
        if (holder == null) {
            throw new RpcException("Unknown participant", ErrorCode.UNKNOWN_PARTICIPANT);
        }
        if (!holder.equals(client)) {
            throw new RpcException("Invalid participant", ErrorCode.INVALID_PARTICIPANT);
        }
        holders.remove(name);
        Set<String> mine = names.getOrDefault(client, Set.of());
        mine.remove(name);
        if (mine.isEmpty()) {
            names.remove(client);
        }
    }

    synchronized void disconnected(ClientSession client) {
        Set<String> mine = names.remove(client);
        if (mine != null) {
            mine.forEach(holders::remove);
        }
    }

    /** All names, sorted. */
    synchronized List<String> participants() {
        return List.copyOf(holders.keySet());
    }

    /** @throws RpcException {@code Invalid sender} */
    synchronized void checkSender(ClientSession client, String sender) {
        if (!client.equals(holders.get(sender))) {
            throw new RpcException("Invalid sender", ErrorCode.INVALID_SENDER);
        }
    }

    void send(ClientSession client, String sender, String dest, JsonNode body) {
        OutboundMessage message = OutboundMessage.of(
                SERVICE,
                WireJson.mapper()
                        .createObjectNode()
                        .put("type", "message")
                        .put("sender", sender)
                        .put("dest", dest)
                        .set("body", body));
        synchronized (this) {
            checkSender(client, sender);
            ClientSession holder = holders.get(dest);
            if (holder == null) {
                throw new RpcException("Unknown destination", ErrorCode.UNKNOWN_DESTINATION);
            }
            holder.send(message);
        }
        sent.increment();
    }

    /** How many names are held. */
    public synchronized int nameCount() {
        return holders.size();
    }

    /** How many clients hold one. */
    public synchronized int clientCount() {
        return names.size();
    }
}
