package org.snorky.server.rpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.OutboundMessage;

/**
 * Some of the clients of an {@link RpcService}, to be talked to at once. A client that disconnects leaves by itself, so a
 * group that is kept cannot grow by those who are gone.
 *
 * <p>All members get a group's messages in one order. Safe for all threads: one lock for the whole service holds that order,
 * and under it messages are only queued.
 */
public final class ClientGroup {

    private final Map<Client, Set<ClientGroup>> connected;
    private final Set<Client> members = new LinkedHashSet<>();

    /** @param connected the service's clients, each with the groups it is in; also the lock */
    ClientGroup(Map<Client, Set<ClientGroup>> connected) {
        this.connected = connected;
    }

    /**
     * Takes a client in.
     *
     * @return false if it is a member already, or not connected any more: a command that answers later may find that it
     *     is gone
     */
    public boolean add(Client client) {
        synchronized (connected) {
            Set<ClientGroup> groups = connected.get(client);
            if (groups == null) {
                return false;
            }
            groups.add(this);
            return members.add(client);
        }
    }

    /** Lets a client go, and tells whether it was a member. */
    public boolean remove(Client client) {
        synchronized (connected) {
            Set<ClientGroup> groups = connected.get(client);
            if (groups != null) {
                groups.remove(this);
            }
            return members.remove(client);
        }
    }

    public boolean contains(Client client) {
        synchronized (connected) {
            return members.contains(client);
        }
    }

    public int size() {
        synchronized (connected) {
            return members.size();
        }
    }

    /** The members of now, those first who came first. */
    public List<Client> members() {
        synchronized (connected) {
            return List.copyOf(members);
        }
    }

    /**
     * Sends a notification to all members. Never blocks.
     *
     * @param message turned to JSON once for all, as {@link Client#send} does
     */
    public void send(Object message) {
        send(message, null);
    }

    /** Sends a notification to all members but one, such as the one whose doing it is. Never blocks. */
    public void sendToOthers(Client except, Object message) {
        send(message, except);
    }

    private void send(Object message, @Nullable Client except) {
        synchronized (connected) {
            OutboundMessage encoded = null;
            for (Client member : members) {
                if (!member.equals(except)) {
                    encoded = encoded == null
                            ? OutboundMessage.of(
                                    member.service(), WireJson.mapper().valueToTree(message))
                            : encoded;
                    member.session().send(encoded);
                }
            }
        }
    }
}
