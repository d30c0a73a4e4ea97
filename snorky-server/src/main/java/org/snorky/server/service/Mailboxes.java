package org.snorky.server.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The mailboxes of a registry's services: a serial service has one for all connections, every other one of them for each
 * connection, made when something first comes for it.
 */
final class Mailboxes {

    private final Executor pool;
    private final Map<Service, Mailbox> serial = new HashMap<>();
    private final Map<Service, Integer> places = new HashMap<>();

    Mailboxes(ServiceRegistry registry, Executor pool) {
        this.pool = pool;
        for (Service service : registry.services()) {
            if (service.concurrency() == Concurrency.SERIAL) {
                serial.put(service, new Mailbox(pool));
            } else {
                places.put(service, places.size());
            }
        }
    }

    /** Those of a connection, which come and go with it. Used by one thread at a time. */
    final class Own {

        private final @Nullable Mailbox[] own = new Mailbox[places.size()];

        Mailbox of(Service service) {
            Mailbox shared = serial.get(service);
            if (shared != null) {
                return shared;
            }
            int place = Objects.requireNonNull(places.get(service));
            Mailbox mailbox = own[place];
            if (mailbox == null) {
                mailbox = new Mailbox(pool);
                own[place] = mailbox;
            }
            return mailbox;
        }
    }
}
