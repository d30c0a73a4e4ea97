package org.snorky.server.architecture.planted.rpc;

import org.snorky.server.architecture.planted.pubsub.PubSubThatKnowsDataSync;

/** Breaks a rule on purpose. */
public class RpcThatKnowsPubSub {
    public PubSubThatKnowsDataSync pubSub = new PubSubThatKnowsDataSync();
}
