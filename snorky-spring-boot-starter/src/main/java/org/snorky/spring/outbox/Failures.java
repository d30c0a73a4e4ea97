package org.snorky.spring.outbox;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/** The failures of the outbox's database as Spring's, which tell a busy lock from a missing table. */
final class Failures {

    private final SQLErrorCodeSQLExceptionTranslator translator;

    Failures(DataSource dataSource) {
        this.translator = new SQLErrorCodeSQLExceptionTranslator(dataSource);
    }

    DataAccessException translate(String task, SQLException failure) {
        DataAccessException translated = translator.translate(task, null, failure);
        return translated == null ? new UncategorizedSQLException(task, null, failure) : translated;
    }
}
