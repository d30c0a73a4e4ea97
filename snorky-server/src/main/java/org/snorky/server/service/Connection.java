package org.snorky.server.service;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.RpcMessages;
import org.snorky.protocol.WireJson;
import org.snorky.server.limit.Limit;
import org.snorky.server.limit.RateLimiter;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A client's way to the services, from when it connects until it is gone.
 *
 * <p>A transport calls {@link #receive} for one message after the other, and {@link #close} once, after the last.
 */
public final class Connection {

    /** The name under which the server itself answers what is addressed to no service. */
    private static final String SERVER = "snorky";

    private final ClientSession session;
    private final ServiceRegistry registry;
    private final Mailboxes.Own mailboxes;
    private final IntakeRules rules;
    private final InboundBudget budget;
    private final RateLimiter rate;
    private boolean closed;

    Connection(ClientSession session, ServiceRegistry registry, Mailboxes mailboxes, IntakeRules rules) {
        this.session = session;
        this.registry = registry;
        this.mailboxes = mailboxes.new Own();
        this.rules = rules;
        this.budget = new InboundBudget(rules.pending());
        this.rate = rules.rateLimiter();
    }

    void open() {
        registry.services().forEach(service -> mailboxes.of(service).post(() -> service.connected(session)));
    }

    /** Takes a message as it came; what is wrong with it the client is told. */
    public void receive(String text) {
        var ignored = receive(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a message as it came, in UTF-8, and tells whether it was an envelope at all. */
    public boolean receive(byte[] utf8) {
        RateLimiter.Verdict verdict = rate.take(utf8.length);
        if (verdict == RateLimiter.Verdict.FLOOD) {
            session.close(CloseReason.TOO_MANY_MESSAGES);
            return false;
        }
        JsonNode envelope;
        try {
            envelope = WireJson.read(rules.reader(), utf8);
        } catch (StreamConstraintsException tooDeepOrTooLong) {
            rules.refusals().count(Limit.MESSAGE_SHAPE);
            refuse(SERVER, null, "Malformed message", ErrorCode.MALFORMED_MESSAGE);
            return false;
        } catch (JacksonException notJson) {
            envelope = MissingNode.getInstance();
        }
        JsonNode name = envelope.path("service");
        JsonNode message = envelope.get("message");
        if (envelope.isMissingNode()) {
            refuse(SERVER, null, "Invalid JSON", ErrorCode.INVALID_JSON);
        } else if (!name.isString() || message == null) {
            refuse(SERVER, null, "Malformed message", ErrorCode.MALFORMED_MESSAGE);
        } else if (name.stringValue().length() > rules.nameLength()) {
            rules.refusals().count(Limit.NAME_LENGTH);
            refuse(SERVER, message, "Name too long", ErrorCode.NAME_TOO_LONG);
        } else if (verdict == RateLimiter.Verdict.REFUSED) {
            refuse(name.stringValue(), message, "Too many messages", ErrorCode.RATE_LIMITED);
            return true;
        } else {
            deliver(name.stringValue(), message, utf8.length);
            return true;
        }
        return false;
    }

    private void deliver(String name, JsonNode message, int size) {
        Service service = registry.find(name);
        if (service == null) {
            refuse(name, message, "No such service", ErrorCode.NO_SUCH_SERVICE);
        } else if (!budget.tryTake(size)) {
            rules.refusals().count(Limit.PENDING);
            refuse(name, message, "Too many pending messages", ErrorCode.OVERLOADED);
        } else {
            mailboxes.of(service).post(() -> {
                try {
                    service.received(session, message);
                } finally {
                    budget.giveBack(size);
                }
            });
        }
    }

    /** Tells the services that the client is gone; once, however often it is called. */
    public void close() {
        if (!closed) {
            closed = true;
            registry.services().forEach(service -> mailboxes.of(service).post(() -> service.disconnected(session)));
        }
    }

    private void refuse(String service, @Nullable JsonNode message, String text, String code) {
        session.send(OutboundMessage.of(service, RpcMessages.failure(RpcMessages.callId(message), text, code)));
    }
}
