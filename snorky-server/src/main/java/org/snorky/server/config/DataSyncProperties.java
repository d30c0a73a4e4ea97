package org.snorky.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snorky.server.datasync.DataSyncSettings;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.datasync.routing.BacklogBounds;
import org.snorky.server.datasync.routing.RowKeys;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The synchronisation of rows.
 *
 * @param enabled whether its services are there
 * @param dealers declared dealers, by name
 * @param defaultDealers whether the name of a model stands for its default dealer, where nothing declared it
 * @param models the only models that have a default dealer; any where empty
 * @param tokenTimeToLive how long an authorised subscription waits to be acquired
 * @param resumeWindow how long a resumable subscription outlives its connection
 * @param positionInterval how often clients that had no delta are told their position
 * @param maxSubscriptions how many subscriptions the server holds
 * @param maxSubscriptionsPerClient how many of them one client does
 * @param maxItemsPerSubscription how many items one subscription has
 * @param maxWaitsPerClient for how many positions one client waits at once
 * @param awaitTimeout how long it does
 * @param keys the field by which a model's rows are told from each other, where it is not {@code id}
 * @param backlog how much is kept for slow clients
 * @param log bounds of the log of deltas
 */
public record DataSyncProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, DealerProperties> dealers,
        @DefaultValue("true") boolean defaultDealers,
        @DefaultValue Set<String> models,
        @DefaultValue("120s") Duration tokenTimeToLive,
        @DefaultValue("5m") Duration resumeWindow,
        @DefaultValue("30s") Duration positionInterval,
        @DefaultValue("1000000") long maxSubscriptions,
        @DefaultValue("100") int maxSubscriptionsPerClient,
        @DefaultValue("100") int maxItemsPerSubscription,
        @DefaultValue("100") int maxWaitsPerClient,
        @DefaultValue("10s") Duration awaitTimeout,
        @DefaultValue Map<String, String> keys,
        @DefaultValue BacklogProperties backlog,
        @DefaultValue LogProperties log) {

    public DataSyncProperties {
        Check.positive("snorky.datasync.token-time-to-live", tokenTimeToLive);
        Check.positive("snorky.datasync.resume-window", resumeWindow);
        Check.positive("snorky.datasync.position-interval", positionInterval);
        Check.positive("snorky.datasync.max-subscriptions", maxSubscriptions);
        Check.positive("snorky.datasync.max-subscriptions-per-client", maxSubscriptionsPerClient);
        Check.positive("snorky.datasync.max-items-per-subscription", maxItemsPerSubscription);
        Check.positive("snorky.datasync.max-waits-per-client", maxWaitsPerClient);
        Check.positive("snorky.datasync.await-timeout", awaitTimeout);
    }

    /**
     * Bounds of the log; whichever is reached first cuts it.
     *
     * @param entries count of deltas
     * @param bytes estimated size of their rows in memory
     * @param age how long ago they were published
     * @param batchIds how many batch ids are remembered, so that a repeated batch changes nothing
     * @param idempotencyWindow how long they are
     */
    public record LogProperties(
            @DefaultValue("100000") int entries,
            @DefaultValue("64MB") DataSize bytes,
            @DefaultValue("15m") Duration age,
            @DefaultValue("100000") int batchIds,
            @DefaultValue("10m") Duration idempotencyWindow) {

        public LogProperties {
            Check.positive("snorky.datasync.log.entries", entries);
            Check.positive("snorky.datasync.log.bytes", bytes.toBytes());
            Check.positive("snorky.datasync.log.age", age);
            Check.positive("snorky.datasync.log.batch-ids", batchIds);
            Check.positive("snorky.datasync.log.idempotency-window", idempotencyWindow);
        }

        LogBounds bounds() {
            return new LogBounds(entries, bytes.toBytes(), age, batchIds, idempotencyWindow);
        }
    }

    /**
     * How much is kept for clients that are slow; a subscription for which more would be kept is fetched anew.
     *
     * @param clientBytes estimated size of rows that wait for one client
     * @param totalBytes the same for all clients together
     */
    public record BacklogProperties(
            @DefaultValue("1MB") DataSize clientBytes,
            @DefaultValue("64MB") DataSize totalBytes) {

        public BacklogProperties {
            Check.positive("snorky.datasync.backlog.client-bytes", clientBytes.toBytes());
            Check.positive("snorky.datasync.backlog.total-bytes", totalBytes.toBytes());
        }

        BacklogBounds bounds() {
            return new BacklogBounds(clientBytes.toBytes(), totalBytes.toBytes());
        }
    }

    DataSyncSettings settings() {
        return new DataSyncSettings(
                tokenTimeToLive,
                resumeWindow,
                maxSubscriptionsPerClient,
                maxItemsPerSubscription,
                maxWaitsPerClient,
                awaitTimeout,
                rowKeys(),
                backlog.bounds());
    }

    private RowKeys rowKeys() {
        return new RowKeys(keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, key -> FieldPath.of(key.getValue()))));
    }

    boolean isModel(String name) {
        return defaultDealers && (models.isEmpty() || models.contains(name));
    }
}
