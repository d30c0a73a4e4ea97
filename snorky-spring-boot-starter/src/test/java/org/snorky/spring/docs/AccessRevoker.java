package org.snorky.spring.docs;

import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.node.StringNode;

@Component
class AccessRevoker {

    record MemberRemoved(String user) {}

    private final SnorkyBackend server;

    AccessRevoker(SnorkyBackend server) {
        this.server = server;
    }

    @Async
    @TransactionalEventListener
    void memberRemoved(MemberRemoved event) {
        server.revoke(new Revocation.OfIdentity(StringNode.valueOf(event.user())), true);
    }
}
