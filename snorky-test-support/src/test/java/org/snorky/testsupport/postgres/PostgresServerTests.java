package org.snorky.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTests {

    @Test
    void givesEachTestAnEmptyDatabaseOfItsOwn() throws SQLException {
        PostgresDatabase one = PostgresServer.newDatabase();
        PostgresDatabase other = PostgresServer.newDatabase();
        try (Connection connection = connect(one)) {
            connection.createStatement().execute("CREATE TABLE marker (id int)");
        }
        try (Connection connection = connect(other)) {
            ResultSet tables = connection
                    .createStatement()
                    .executeQuery("SELECT count(*) FROM information_schema.tables WHERE table_name = 'marker'");
            tables.next();
            assertThat(tables.getInt(1)).isZero();
        }
    }

    private static Connection connect(PostgresDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
