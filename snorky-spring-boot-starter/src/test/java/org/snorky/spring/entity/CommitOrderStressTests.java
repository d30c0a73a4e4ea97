package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.test.SnorkyRecorder;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many threads over few rows of a real database: the deltas of a row must be a chain, in which each old state is the new
 * state of the one before. The property {@code snorky.stress.updates} makes it long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommitOrderStressTests {

    private static final int THREADS = 16;
    private static final int ROWS = 4;
    private static final int UPDATES = Integer.getInteger("snorky.stress.updates", 4_000);

    private ConfigurableApplicationContext application;
    private SnorkyRecorder recorder;
    private EntityManager entities;
    private TransactionTemplate transaction;

    @BeforeAll
    void start() {
        PostgresDatabase database = PostgresServer.newDatabase();
        application = new SpringApplicationBuilder(EntityTestApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "spring.datasource.url",
                        database.jdbcUrl(),
                        "spring.datasource.username",
                        database.user(),
                        "spring.datasource.password",
                        database.password(),
                        "spring.datasource.hikari.maximum-pool-size",
                        THREADS,
                        "spring.jpa.properties.hibernate.jdbc.batch_size",
                        20,
                        "spring.jpa.hibernate.ddl-auto",
                        "create"))
                .run();
        recorder = application.getBean(SnorkyRecorder.class);
        entities = SharedEntityManagerCreator.createSharedEntityManager(
                application.getBean(jakarta.persistence.EntityManagerFactory.class));
        transaction = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void tellsEachRowsChangesInTheOrderOfTheCommits() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            ids.add(transaction.execute(status -> {
                Task task = new Task("0");
                entities.persist(task);
                return task.id;
            }));
        }
        run(ids);

        Map<Long, String> last = new HashMap<>();
        int inversions = 0;
        for (Delta delta : recorder.deltas("Task")) {
            if (delta instanceof Delta.Update update) {
                Long id = update.newData().path("id").longValue();
                if (!update.oldData().path("title").stringValue().equals(last.get(id))) {
                    inversions++;
                }
                last.put(id, update.newData().path("title").stringValue());
            } else if (delta instanceof Delta.Insert insert) {
                last.put(
                        insert.data().path("id").longValue(),
                        insert.data().path("title").stringValue());
            }
        }
        assertThat(inversions).isZero();
        for (Long id : ids) {
            assertThat(last.get(id)).isEqualTo(transaction.execute(status -> entities.find(Task.class, id).title));
        }
    }

    private void run(List<Long> ids) throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                String name = "t" + thread + "-";
                work.add(threads.submit(() -> {
                    for (int i = 0; i < UPDATES / THREADS; i++) {
                        update(ids, random, name + i);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** One row or two, in the order of their ids so that the database sees no deadlock; some roll back. */
    private void update(List<Long> ids, Random random, String title) {
        int first = random.nextInt(ids.size());
        int second = random.nextInt(ids.size());
        boolean rollback = random.nextInt(10) == 0;
        transaction.executeWithoutResult(status -> {
            entities.find(Task.class, ids.get(Math.min(first, second))).title = title;
            entities.flush();
            entities.find(Task.class, ids.get(Math.max(first, second))).title = title + "'";
            if (rollback) {
                entities.flush();
                status.setRollbackOnly();
            }
        });
    }
}
