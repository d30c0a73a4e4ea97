package org.snorky.server.datasync;

import java.time.Duration;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;

/**
 * Limits and times of subscriptions.
 *
 * @param tokenTimeToLive how long an authorised subscription waits to be acquired
 * @param resumeWindow how long a resumable subscription outlives its connection
 * @param maxSubscriptionsPerClient how many one session may hold
 * @param maxItemsPerSubscription how many items one subscription may have
 * @param maxWaitsPerClient for how many positions one session waits at once
 * @param awaitTimeout how long it does
 * @param keys by what rows are known
 * @param backlog how much is kept for slow clients
 */
public record DataSyncSettings(
        Duration tokenTimeToLive,
        Duration resumeWindow,
        int maxSubscriptionsPerClient,
        int maxItemsPerSubscription,
        int maxWaitsPerClient,
        Duration awaitTimeout,
        RowKeys keys,
        BacklogBounds backlog) {}
