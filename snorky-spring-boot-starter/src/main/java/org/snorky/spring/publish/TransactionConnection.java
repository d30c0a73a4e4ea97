package org.snorky.spring.publish;

import java.sql.Connection;
import java.sql.SQLException;

/** The database connection on which a transaction's changes are made; one of its own where there is no transaction. */
@FunctionalInterface
public interface TransactionConnection {

    /** No database is needed. */
    TransactionConnection NONE = work -> {
        throw new IllegalStateException("There is no database connection");
    };

    /**
     * Runs statements as part of the transaction, now.
     *
     * @throws RuntimeException if they fail; the transaction must then fail too
     */
    void run(Work work);

    /** Statements on a connection that is neither closed nor committed by them. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws SQLException;
    }
}
