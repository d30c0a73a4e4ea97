package com.example.chat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.SnorkyService;

@SnorkyService("my_chat")
public class MyChatService {

    private final Set<Client> clients = new HashSet<>();

    @RpcCommand
    void join(Client client) {
        clients.add(client);
    }

    @RpcCommand("send_message")
    void sendMessage(String body) {
        for (Client client : clients) {
            client.send(Map.of("type", "chatMessage", "body", body));
        }
    }

    @ClientDisconnected
    void clientDisconnected(Client client) {
        clients.remove(client);
    }
}
