package org.snorky.server.architecture.planted.chat;

import org.snorky.server.architecture.planted.pubsub.PubSubThatKnowsDataSync;

/** Breaks a rule on purpose. */
public class ChatThatKnowsPubSub {
    public PubSubThatKnowsDataSync other = new PubSubThatKnowsDataSync();
}
