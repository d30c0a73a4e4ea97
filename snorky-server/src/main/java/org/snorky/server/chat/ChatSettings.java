package org.snorky.server.chat;

import java.time.Duration;

/**
 * Bounds and times of the chat.
 *
 * @param maxChannelsPerClient how many channels one client may be in
 * @param presenceGrace how long a member may be away whose last client disconnected; zero for not at all
 * @param maxAbsences how many members of all channels may be away at once; one more, and it leaves at once
 */
public record ChatSettings(int maxChannelsPerClient, Duration presenceGrace, int maxAbsences) {}
