package org.snorky.server.architecture.planted.session;

import org.snorky.server.architecture.planted.service.ServiceThatKnowsRpc;

/** Breaks a rule on purpose. */
public class SessionThatKnowsAService {
    public ServiceThatKnowsRpc service = new ServiceThatKnowsRpc();
}
