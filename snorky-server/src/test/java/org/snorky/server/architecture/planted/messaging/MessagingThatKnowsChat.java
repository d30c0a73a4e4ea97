package org.snorky.server.architecture.planted.messaging;

import org.snorky.server.architecture.planted.chat.ChatThatKnowsPubSub;

/** Breaks a rule on purpose. */
public class MessagingThatKnowsChat {
    public ChatThatKnowsPubSub other = new ChatThatKnowsPubSub();
}
