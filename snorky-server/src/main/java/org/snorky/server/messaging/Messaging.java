package org.snorky.server.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Safe for all threads, where what one client asks for is done by one thread at a time, as it is for a service whose sessions
 * run beside each other. It has no lock: {@link Names} hold the order, and a client waits for them alone.
 */
public final class Messaging {

    /** The service whose messages participants get. */
    static final String SERVICE = "messaging";

    private final Map<ClientSession, Set<String>> held = new ConcurrentHashMap<>();
    private final Names names;
    private final MessagingSettings settings;
    private final Counter sent;
    private final AtomicInteger count = new AtomicInteger();

    public Messaging(Names names, MessagingSettings settings, MeterRegistry meters) {
        this.names = names;
        this.settings = settings;
        this.sent = meters.counter("snorky.messaging.messages");
        meters.gauge("snorky.messaging.names", this, Messaging::nameCount);
    }

    void register(ClientSession client, String name) {
        if (heldBy(client).size() >= settings.maxNamesPerClient()) {
            throw names.isHeld(name) ? taken() : tooMany();
        }
        switch (names.take(client, name)) {
            case HELD -> throw taken();
            case TOO_MANY -> throw tooMany();
            case TAKEN -> {
                held.computeIfAbsent(client, absent -> new HashSet<>()).add(name);
                count.incrementAndGet();
            }
        }
    }

    void unregister(ClientSession client, String name) {
        Set<String> mine = heldBy(client);
        if (!mine.contains(name)) {
            throw names.isHeld(name)
                    ? new RpcException("Invalid participant", ErrorCode.INVALID_PARTICIPANT)
                    : new RpcException("Unknown participant", ErrorCode.UNKNOWN_PARTICIPANT);
        }
        mine.remove(name);
        if (mine.isEmpty()) {
            held.remove(client);
        }
        count.decrementAndGet();
        names.drop(client, Set.of(name));
    }

    void disconnected(ClientSession client) {
        Set<String> mine = held.remove(client);
        if (mine != null) {
            count.addAndGet(-mine.size());
            names.drop(client, mine);
        }
    }

    /** All names, sorted. */
    List<String> participants() {
        return names.all();
    }

    /** @throws RpcException {@code Invalid sender} */
    void checkSender(ClientSession client, String sender) {
        if (!heldBy(client).contains(sender)) {
            throw invalidSender();
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
        switch (names.send(client, sender, dest, message)) {
            case NOT_THE_SENDER -> throw invalidSender();
            case NO_DESTINATION -> throw new RpcException("Unknown destination", ErrorCode.UNKNOWN_DESTINATION);
            case QUEUED -> sent.increment();
        }
    }

    private Set<String> heldBy(ClientSession client) {
        return held.getOrDefault(client, Set.of());
    }

    private static RpcException taken() {
        return new RpcException("Name already registered", ErrorCode.NAME_TAKEN);
    }

    private static RpcException tooMany() {
        return new RpcException("Too many names", ErrorCode.TOO_MANY_NAMES);
    }

    private static RpcException invalidSender() {
        return new RpcException("Invalid sender", ErrorCode.INVALID_SENDER);
    }

    /** How many names clients of this server hold. */
    public int nameCount() {
        return count.get();
    }

    /** How many clients of this server hold one. */
    public int clientCount() {
        return held.size();
    }
}
