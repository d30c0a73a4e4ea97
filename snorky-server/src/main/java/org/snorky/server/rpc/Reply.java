package org.snorky.server.rpc;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.RpcMessages;
import org.snorky.protocol.WireJson;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.JsonBytes;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a call, for a command that must choose the answer's place among what else the caller is sent.
 *
 * <p>Say that a command answers with a state of which the caller then hears each change. The changes are sent by others, so
 * the answer must be queued before the lock is given back under which the state was read, or a change could overtake it. A
 * command with a parameter of this type answers by it once, before it returns, and what it returns does not count. It fails
 * like any other, by throwing before it has answered.
 */
public final class Reply {

    private final ClientSession session;
    private final String service;
    private final @Nullable JsonNode callId;
    private boolean given;

    Reply(ClientSession session, String service, @Nullable JsonNode callId) {
        this.session = session;
        this.service = service;
        this.callId = callId;
    }

    /** Answers with a value, turned to JSON as it is now. */
    public void send(@Nullable Object data) {
        give(OutboundMessage.of(
                service, RpcMessages.response(callId, WireJson.mapper().valueToTree(data))));
    }

    /** Answers with JSON that is encoded already. */
    public void sendUtf8(byte[] data) {
        byte[] head = JsonBytes.of(RpcMessages.response(callId));
        give(OutboundMessage.ofUtf8(
                service,
                new JsonBytes().open(head).syntax(",\"data\":").value(data).syntax("}")));
    }

    private void give(OutboundMessage answer) {
        if (given) {
            throw new IllegalStateException("The call is answered already");
        }
        given = true;
        session.send(answer);
    }

    boolean isGiven() {
        return given;
    }

    /** @throws IllegalStateException if the command has returned without an answer */
    void checkGiven() {
        if (!given) {
            throw new IllegalStateException("A command with a Reply must answer by it before it returns");
        }
    }
}
