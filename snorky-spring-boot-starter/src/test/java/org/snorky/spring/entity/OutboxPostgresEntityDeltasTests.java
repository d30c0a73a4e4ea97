package org.snorky.spring.entity;

import java.util.Map;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;

/** What entities emit is the same through an outbox. */
class OutboxPostgresEntityDeltasTests extends EntityDeltasContract {

    @Override
    Map<String, String> database() {
        PostgresDatabase database = PostgresServer.newDatabase();
        return Map.of(
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "snorky.client.outbox.enabled", "true",
                "snorky.client.outbox.initialize-schema", "always");
    }
}
