package org.snorky.spring.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.snorky.spring.publish.TransactionConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox's database in Spring's transaction of the calling thread, or in one of its own where there is none. */
public final class OutboxTransaction implements TransactionConnection {

    private final DataSource dataSource;
    private final OutboxDatabase database;
    private final Failures failures;

    public OutboxTransaction(DataSource dataSource) {
        this.dataSource = dataSource;
        this.database = new OutboxDatabase(dataSource);
        this.failures = new Failures(dataSource);
    }

    @Override
    public void run(Work work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            inSprings(work);
        } else {
            inItsOwn(work);
        }
    }

    private void inItsOwn(Work work) {
        database.inTransaction(jdbc -> jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            work.on(connection);
            return true;
        }));
    }

    private void inSprings(Work work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("Changes were published in a transaction in which the outbox's database"
                        + " takes no part, so that they cannot be kept with it: publish them outside of it, or in a"
                        + " transaction of that database");
            }
            work.on(connection);
        } catch (SQLException failure) {
            throw failures.translate("Writing the outbox", failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
