package org.snorky.spring.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.unit.DataSize;

/**
 * Whether and how changes are kept in the database until the server has them.
 *
 * @param enabled whether they are; if not, they wait in memory and are lost with the process
 * @param table the table's name
 * @param initializeSchema when to create it: always, never, or in embedded databases alone
 * @param maxTransactionSize how much of one transaction's rows is kept, as JSON; after more, clients fetch again
 * @param pollInterval how often to look for what other instances left
 * @param drainTimeout how long the application's shutdown waits for the rest to be sent, which otherwise stays
 * @param warnPending how many transactions may wait before health says so
 * @param warnAge how long one may wait before health says so
 */
@ConfigurationProperties("snorky.client.outbox")
public record SnorkyOutboxProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("snorky_outbox") String table,
        @DefaultValue("embedded") DatabaseInitializationMode initializeSchema,
        @DefaultValue("1MB") DataSize maxTransactionSize,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("5s") Duration drainTimeout,
        @DefaultValue("10000") long warnPending,
        @DefaultValue("1m") Duration warnAge) {}
