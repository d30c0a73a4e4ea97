package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.publish.SnorkyPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox as part of the transactions that change rows. */
class BusinessTransactionTests {

    private final RecordingServer server = new RecordingServer();
    private ConfigurableApplicationContext application;
    private EntityManager entities;
    private SnorkyPublisher publisher;
    private JdbcTemplate jdbc;

    @BeforeEach
    void start() {
        server.fail(new IllegalStateException("away, so that the outbox can be looked at"));
        application = OutboxTestApplication.run(server, Map.of("spring.datasource.generate-unique-name", "true"));
        entities =
                SharedEntityManagerCreator.createSharedEntityManager(application.getBean(EntityManagerFactory.class));
        publisher = application.getBean(SnorkyPublisher.class);
        jdbc = new JdbcTemplate(application.getBean(DataSource.class));
    }

    @AfterEach
    void stop() {
        server.fail(null);
        application.close();
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    }

    private void transact(Consumer<EntityManager> work) {
        transaction().executeWithoutResult(status -> work.accept(entities));
    }

    private int count(String table) {
        return jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
    }

    @Test
    void keepsWhatATransactionChangedInOneRow() {
        transact(em -> {
            em.persist(new Task("one"));
            em.flush();
            em.persist(new Task("two"));
        });

        assertThat(count("snorky_outbox")).isEqualTo(1);
        assertThat(jdbc.queryForObject("SELECT models FROM snorky_outbox", String.class))
                .isEqualTo("[\"Task\"]");
    }

    @Test
    void keepsWhatIsPublishedByHandAsWell() throws InterruptedException {
        transact(em -> publisher.inserted("Report", Map.of("id", 1)));
        publisher.inserted("Report", Map.of("id", 2));
        publisher.invalidate("Report");
        new TransactionTemplate(new JdbcTransactionManager(application.getBean(DataSource.class)))
                .executeWithoutResult(status -> publisher.inserted("Report", Map.of("id", 3)));
        assertThat(count("snorky_outbox")).isEqualTo(4);

        server.fail(null);
        assertThat(application
                        .getBean(OutboxRelay.class)
                        .awaitEmpty(Duration.ofMinutes(1).toNanos()))
                .isTrue();
        assertThat(server.told()).containsExactly("Report 1", "Report 2", "fetch Report", "Report 3");
    }

    @Test
    void leavesNothingAfterARollback() {
        transaction().executeWithoutResult(status -> {
            entities.persist(new Task("never"));
            entities.flush();
            publisher.inserted("Report", Map.of("id", 1));
            status.setRollbackOnly();
        });

        assertThat(count("snorky_outbox")).isZero();
    }

    @Test
    void leavesNothingOfASavepointThatWasRolledBack() {
        TransactionTemplate outer =
                new TransactionTemplate(new JdbcTransactionManager(application.getBean(DataSource.class)));
        TransactionTemplate nested = new TransactionTemplate(outer.getTransactionManager());
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        outer.executeWithoutResult(status -> {
            publisher.inserted("Kept", Map.of("id", 1));
            nested.executeWithoutResult(inner -> {
                publisher.invalidate("RolledBack");
                inner.setRollbackOnly();
            });
        });

        assertThat(jdbc.queryForList("SELECT models FROM snorky_outbox", String.class))
                .containsExactly("[\"Kept\"]");
    }

    @Test
    void failsTheTransactionIfItCannotBeWritten() {
        jdbc.execute("ALTER TABLE snorky_outbox RENAME TO gone");

        assertThatThrownBy(() -> transact(em -> em.persist(new Task("never")))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> transact(em -> publisher.inserted("Report", Map.of("id", 1))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> publisher.inserted("Report", Map.of("id", 1))).isInstanceOf(RuntimeException.class);

        jdbc.execute("ALTER TABLE gone RENAME TO snorky_outbox");
        assertThat(count("task")).isZero();
        assertThat(count("snorky_outbox")).isZero();
    }

    @Test
    void failsATransactionOfAnotherDatabase() {
        TransactionTemplate elsewhere = new TransactionTemplate(
                new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:elsewhere")));

        assertThatThrownBy(
                        () -> elsewhere.executeWithoutResult(status -> publisher.inserted("Report", Map.of("id", 1))))
                .hasMessageContaining("takes no part");
        assertThat(count("snorky_outbox")).isZero();
    }

    @Test
    void startsNoApplicationWithoutItsTable() {
        assertThatThrownBy(() -> OutboxTestApplication.run(
                        server,
                        Map.of(
                                "spring.datasource.generate-unique-name",
                                "true",
                                "snorky.client.outbox.initialize-schema",
                                "never")))
                .rootCause()
                .satisfies(cause -> assertThat(cause).hasMessageContaining("SNORKY_OUTBOX"));
    }
}
