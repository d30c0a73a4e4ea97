package org.snorky.spring.outbox;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;

class PostgresOutboxTests extends OutboxContract {

    @Override
    DataSource newDatabase() {
        PostgresDatabase database = PostgresServer.newDatabase();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        return dataSource;
    }
}
