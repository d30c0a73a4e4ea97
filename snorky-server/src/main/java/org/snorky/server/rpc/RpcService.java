package org.snorky.server.rpc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A base for services that talk to several clients at once: it knows who is connected, and forgets who is gone.
 *
 * <p>Nothing needs it: any bean with {@link SnorkyService} and {@link RpcCommand} methods is a service. It saves one the set
 * of clients, and the leak where that set is not tidied. Requests of the HTTP backend come from nobody who stays; their
 * {@link Client} is in no group.
 */
public abstract class RpcService {

    /** Each connected client with the groups it is in; the lock of all of them. */
    private final Map<Client, Set<ClientGroup>> connected = new HashMap<>();

    private final ClientGroup clients = new ClientGroup(connected);

    /** Everyone who is connected to this server, whether it has used the service or not. */
    protected final ClientGroup clients() {
        return clients;
    }

    /** Makes an empty group for some of the clients: those who joined, the members of a room. */
    protected final ClientGroup newGroup() {
        return new ClientGroup(connected);
    }

    /** Hears of a client that has connected, before its first command. */
    protected void clientConnected(Client client) {}

    /** Hears of a client that is gone, after its last command. It is still in its groups, and leaves them right after. */
    protected void clientDisconnected(Client client) {}

    /** For the dispatcher, which calls it through the proxy if there is one: neither final nor private therefore. */
    @ClientConnected
    protected void admit(Client client) {
        synchronized (connected) {
            connected.put(client, new LinkedHashSet<>());
            clients.add(client);
        }
        clientConnected(client);
    }

    /** For the dispatcher, as {@link #admit} is. */
    @ClientDisconnected
    protected void dismiss(Client client) {
        try {
            clientDisconnected(client);
        } finally {
            synchronized (connected) {
                Set<ClientGroup> groups = connected.remove(client);
                if (groups != null) {
                    groups.forEach(group -> group.remove(client));
                }
            }
        }
    }
}
