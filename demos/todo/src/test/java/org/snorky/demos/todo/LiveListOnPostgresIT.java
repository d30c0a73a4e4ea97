package org.snorky.demos.todo;

import org.snorky.testsupport.postgres.PostgresServer;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On a real PostgreSQL. */
@ActiveProfiles("postgres")
class LiveListOnPostgresIT extends PageScenarios {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        var database = PostgresServer.newDatabase();
        properties.add("spring.datasource.url", database::jdbcUrl);
        properties.add("spring.datasource.username", database::user);
        properties.add("spring.datasource.password", database::password);
    }
}
