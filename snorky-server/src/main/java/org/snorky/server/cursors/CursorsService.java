package org.snorky.server.cursors;

import java.util.Set;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientDisconnected;
import org.snorky.server.rpc.InvalidParamsException;
import org.snorky.server.rpc.NameLimit;
import org.snorky.server.rpc.Reply;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import tools.jackson.databind.JsonNode;

/** The cursors, for browsers. Its clients run beside each other, so that a policy that takes its time holds up nobody else. */
@SnorkyService(value = Cursors.SERVICE, concurrency = Concurrency.PER_SESSION)
public final class CursorsService {

    private static final Set<String> CHANGEABLE = Set.of("position", "status");

    private final Cursors cursors;
    private final CursorPolicy policy;
    private final NameLimit names;

    /** @param names how long documents' names and private handles may be */
    public CursorsService(Cursors cursors, CursorPolicy policy, NameLimit names) {
        this.cursors = cursors;
        this.policy = policy;
        this.names = names;
    }

    @RpcCommand
    void join(Client client, JsonNode document, Reply reply) {
        if (!client.isAuthenticated()) {
            throw new RpcException("Not authenticated", ErrorCode.NOT_AUTHENTICATED);
        }
        names.check(document);
        allow(policy.mayJoin(client, document));
        cursors.join(client.session(), document, reply);
    }

    @RpcCommand
    void leave(Client client, JsonNode document) {
        cursors.leave(client.session(), document);
    }

    @RpcCommand
    long createCursor(Client client, JsonNode privateHandle, JsonNode document, JsonNode position, JsonNode status) {
        names.check(privateHandle);
        cursors.checkJoined(client.session(), document);
        allow(policy.mayCreate(client, document));
        return cursors.create(client.session(), privateHandle, document, position, status);
    }

    @RpcCommand
    void updateCursor(Client client, JsonNode privateHandle, JsonNode newData) {
        if (!newData.isObject() || newData.isEmpty() || !CHANGEABLE.containsAll(newData.propertyNames())) {
            throw new InvalidParamsException("newData must have position, status or both");
        }
        cursors.update(client.session(), privateHandle, newData.get("position"), newData.get("status"));
    }

    @RpcCommand
    void removeCursor(Client client, JsonNode privateHandle) {
        cursors.remove(client.session(), privateHandle);
    }

    @ClientDisconnected
    void disconnected(Client client) {
        cursors.disconnected(client.session());
    }

    private static void allow(boolean allowed) {
        if (!allowed) {
            throw new RpcException("Not authorized", ErrorCode.NOT_AUTHORIZED);
        }
    }
}
