package org.snorky.server.architecture.planted.history;

import org.snorky.server.architecture.planted.chat.ChatThatKnowsPubSub;

/** Breaks a rule on purpose. */
public class HistoryThatKnowsChat {
    public ChatThatKnowsPubSub other = new ChatThatKnowsPubSub();
}
