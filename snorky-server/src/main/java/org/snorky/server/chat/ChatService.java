package org.snorky.server.chat;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.history.ReadFrom;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.Reply;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import tools.jackson.databind.JsonNode;

/** The chat, for browsers. Its clients run beside each other, so that a policy that takes its time holds up nobody else. */
@SnorkyService(value = Chat.SERVICE, concurrency = Concurrency.PER_SESSION)
public final class ChatService {

    private final Chat chat;
    private final ChatPolicy policy;
    private final NameLimit channelNames;

    public ChatService(Chat chat, ChatPolicy policy, NameLimit channelNames) {
        this.chat = chat;
        this.policy = policy;
        this.channelNames = channelNames;
    }

    /** Answers with the members and, where a position was given, the history behind it. */
    @RpcCommand
    void join(Client client, JsonNode channel, @Nullable JsonNode position, Reply reply) {
        ReadFrom from = ReadFrom.of(position);
        if (!client.isAuthenticated()) {
            throw new RpcException("Not authenticated", ErrorCode.NOT_AUTHENTICATED);
        }
        channelNames.check(channel);
        if (!policy.mayJoin(client, channel)) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
        chat.join(client.session(), channel, from, reply);
    }

    @RpcCommand
    void leave(Client client, JsonNode channel) {
        chat.leave(client.session(), channel);
    }

    @RpcCommand
    void send(Client client, JsonNode channel, JsonNode body) {
        chat.checkJoined(client.session(), channel);
        if (!policy.maySend(client, channel, body)) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
        chat.send(client.session(), channel, body);
    }

    @RpcCommand
    void read(Client client, JsonNode channel) {
        chat.read(client.session(), channel);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        chat.disconnected(client.session());
    }
}
