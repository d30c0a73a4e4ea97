package org.snorky.spring.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The outbox's own transactions: each on a connection of its own, whatever transaction the calling thread is in.
 *
 * <p>Without a transaction manager, since one for plain JDBC would take over a connection that one for JPA has bound to the
 * thread. Safe for all threads.
 */
final class OutboxDatabase {

    private final DataSource dataSource;
    private final Failures failures;

    OutboxDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        this.failures = new Failures(dataSource);
    }

    /** @throws org.springframework.dao.DataAccessException if the database is away or something is wrong with it */
    <T> T inTransaction(Function<JdbcTemplate, T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.apply(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException | Error failure) {
                rollback(connection, failure);
                throw failure;
            } finally {
                connection.setAutoCommit(before);
            }
        } catch (SQLException failure) {
            throw failures.translate("The outbox's own transaction", failure);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
