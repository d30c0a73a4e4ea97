package org.snorky.server.architecture.planted.service;

import org.snorky.server.architecture.planted.rpc.RpcThatKnowsPubSub;

/** Breaks a rule on purpose. */
public class ServiceThatKnowsRpc {
    public RpcThatKnowsPubSub rpc = new RpcThatKnowsPubSub();
}
