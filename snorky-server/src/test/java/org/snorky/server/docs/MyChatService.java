package org.snorky.server.docs;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;

@SnorkyService("my_chat")
class MyChatService {

    private final Set<Client> clients = new HashSet<>();

    @RpcCommand
    void join(Client client) {
        clients.add(client);
    }

    @RpcCommand
    int sendMessage(Client client, String body) {
        if (!clients.contains(client)) {
            throw new RpcException("Join first", "not_joined");
        }
        clients.forEach(member -> member.send(Map.of("type", "chatMessage", "body", body)));
        return clients.size();
    }

    @ClientDisconnected
    void disconnected(Client client) {
        clients.remove(client);
    }
}
