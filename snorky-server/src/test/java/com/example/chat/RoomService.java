package com.example.chat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientGroup;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.RpcParam;
import org.snorky.server.rpc.RpcService;
import org.snorky.server.rpc.SnorkyService;

@SnorkyService("rooms")
class RoomService extends RpcService {

    private final Map<String, ClientGroup> rooms = new HashMap<>();
    private final Archive archive;

    RoomService(Archive archive) {
        this.archive = archive;
    }

    interface Archive {

        CompletionStage<List<String>> latest(String room, int count);
    }

    @RpcCommand
    int enter(Client client, @NotBlank @Size(max = 50) String room) {
        if (client.identity() == null) {
            throw new RpcException("Not authenticated", "not_authenticated");
        }
        ClientGroup members = rooms.computeIfAbsent(room, name -> newGroup());
        members.add(client);
        members.sendToOthers(client, Map.of("type", "entered", "room", room, "who", client.identity()));
        return members.size();
    }

    @RpcCommand
    void say(Client client, String room, @Size(max = 2000) String body) {
        ClientGroup members = rooms.get(room);
        if (members == null || !members.contains(client)) {
            throw new RpcException("Enter first", "not_entered");
        }
        members.send(Map.of("type", "said", "room", room, "body", body));
    }

    @RpcCommand
    CompletionStage<List<String>> latest(String room, @RpcParam(defaultValue = "10") @Max(100) int count) {
        return archive.latest(room, count);
    }

    @Override
    protected void clientDisconnected(Client client) {
        rooms.forEach((room, members) -> {
            if (members.remove(client)) {
                members.send(Map.of("type", "left", "room", room, "who", client.identity()));
            }
        });
        rooms.values().removeIf(members -> members.size() == 0);
    }
}
