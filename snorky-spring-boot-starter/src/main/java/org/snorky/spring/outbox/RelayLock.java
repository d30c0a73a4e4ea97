package org.snorky.spring.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;

/**
 * The lock that lets one instance relay at a time: a row, locked by a transaction that stays open meanwhile.
 *
 * <p>The database lets go of it when the connection ends, so an instance that is killed holds nobody up. Used by the
 * relay's thread alone.
 */
final class RelayLock {

    private static final Logger log = LoggerFactory.getLogger(RelayLock.class);

    /** From the best to what every database knows; the first that is understood is kept. */
    private static final List<String> FORMS = List.of("FOR UPDATE SKIP LOCKED", "FOR UPDATE NOWAIT", "FOR UPDATE");

    private final DataSource dataSource;
    private final OutboxTable table;
    private final Failures failures;
    private int form;

    RelayLock(DataSource dataSource, OutboxTable table) {
        this.dataSource = dataSource;
        this.table = table;
        this.failures = new Failures(dataSource);
    }

    /** The lock, if nobody else has it; does not wait, but for a second where the database cannot do without. */
    Optional<Held> tryLock() {
        Held held = new Held(connect());
        try {
            if (select(held.connection)) {
                return Optional.of(held);
            }
        } catch (SQLException failure) {
            held.close();
            return busy(failures.translate("Locking the outbox", failure));
        }
        held.close();
        return Optional.empty();
    }

    private Optional<Held> busy(DataAccessException failure) {
        if (failure instanceof PessimisticLockingFailureException || failure instanceof QueryTimeoutException) {
            return Optional.empty();
        }
        if (failure instanceof BadSqlGrammarException && form < FORMS.size() - 1) {
            form++;
            return tryLock();
        }
        throw failure;
    }

    private boolean select(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        String sql = "SELECT id FROM " + table.lock() + " WHERE id = 1 " + FORMS.get(form);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (form == FORMS.size() - 1) {
                statement.setQueryTimeout(1);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException failure) {
            throw failures.translate("Connecting for the outbox's lock", failure);
        }
    }

    /** The lock while it is held. */
    static final class Held implements AutoCloseable {

        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        /** Whether the database still knows of it. */
        boolean isValid() {
            try {
                return connection.isValid(1);
            } catch (SQLException failure) {
                return false;
            }
        }

        /** Gives the lock back; if that fails the connection is broken, and the lock gone with it. */
        @Override
        public void close() {
            try (connection) {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException failure) {
                log.debug("The outbox's lock was not given back in an orderly way", failure);
            }
        }
    }
}
