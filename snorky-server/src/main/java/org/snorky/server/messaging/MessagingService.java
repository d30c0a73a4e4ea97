package org.snorky.server.messaging;

import java.util.List;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import tools.jackson.databind.JsonNode;

/** Messaging, for browsers. Its clients run beside each other, so that a policy that takes its time holds up nobody else. */
@SnorkyService(value = Messaging.SERVICE, concurrency = Concurrency.PER_SESSION)
public final class MessagingService {

    private final Messaging messaging;
    private final MessagingPolicy policy;
    private final NameLimit names;

    public MessagingService(Messaging messaging, MessagingPolicy policy, NameLimit names) {
        this.messaging = messaging;
        this.policy = policy;
        this.names = names;
    }

    @RpcCommand
    void registerParticipant(Client client, String name) {
        names.check(name);
        if (!policy.mayRegister(client, name)) {
            throw new RpcException("Name not allowed", ErrorCode.NAME_NOT_ALLOWED);
        }
        messaging.register(client.session(), name);
    }

    @RpcCommand
    void unregisterParticipant(Client client, String name) {
        messaging.unregister(client.session(), name);
    }

    @RpcCommand
    List<String> listParticipants(Client client) {
        if (!policy.mayList(client)) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
        return messaging.participants();
    }

    @RpcCommand
    void send(Client client, String sender, String dest, JsonNode body) {
        messaging.checkSender(client.session(), sender);
        if (!policy.maySend(client, sender, dest, body)) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
        messaging.send(client.session(), sender, dest, body);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        messaging.disconnected(client.session());
    }
}
