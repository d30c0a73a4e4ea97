package org.snorky.server.service;

import java.util.concurrent.Executor;
import org.snorky.server.session.ClientSession;

/**
 * Where a transport brings its clients to the services of one registry.
 *
 * <p>A message is parsed and refused on the thread that brings it, and answered on one of the pool's.
 */
public final class MessageDispatcher {

    private final ServiceRegistry registry;
    private final IntakeRules rules;
    private final Mailboxes mailboxes;

    /** For trusted sessions. */
    public MessageDispatcher(ServiceRegistry registry, Executor pool, InboundLimits limits) {
        this(registry, pool, IntakeRules.ofTrusted(limits));
    }

    /** @param pool runs the services; a service that blocks holds one of its threads */
    public MessageDispatcher(ServiceRegistry registry, Executor pool, IntakeRules rules) {
        this.registry = registry;
        this.rules = rules;
        this.mailboxes = new Mailboxes(registry, pool);
    }

    public ServiceRegistry registry() {
        return registry;
    }

    /** Brings a client that stays, and tells the services. */
    public Connection connect(ClientSession session) {
        Connection connection = exchange(session);
        connection.open();
        return connection;
    }

    /** Brings a client that asks once and goes; services hear of its message only. */
    public Connection exchange(ClientSession session) {
        return new Connection(session, registry, mailboxes, rules);
    }
}
