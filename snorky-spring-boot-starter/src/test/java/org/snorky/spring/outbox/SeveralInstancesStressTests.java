package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.spring.entity.model.Task;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two instances of an application, whose threads change the same few rows: the deltas of each row arrive as one chain. The
 * property {@code snorky.stress.updates} makes it long.
 */
class SeveralInstancesStressTests {

    private static final int THREADS = 16;
    private static final int ROWS = 4;
    private static final int UPDATES = Integer.getInteger("snorky.stress.updates", 3_000);

    private final RecordingServer server = new RecordingServer();
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    @AfterEach
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void tellEachRowsChangesInTheOrderOfTheCommits() throws Exception {
        PostgresDatabase database = PostgresServer.newDatabase();
        for (int i = 0; i < 2; i++) {
            instances.add(OutboxTestApplication.run(server, OutboxTestApplication.on(database)));
        }
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            ids.add(transaction(instances.get(0)).execute(status -> {
                Task task = new Task("0");
                entities(instances.get(0)).persist(task);
                return task.id;
            }));
        }
        run(ids);
        assertThat(instances
                        .get(0)
                        .getBean(OutboxRelay.class)
                        .awaitEmpty(Duration.ofMinutes(5).toNanos()))
                .isTrue();

        RowChains chains = new RowChains();
        server.taken().forEach(chains::add);
        assertThat(chains.inversions()).isZero();
        assertThat(chains.updates()).isPositive();
        for (Long id : ids) {
            String title = transaction(instances.get(1))
                    .execute(status -> entities(instances.get(1)).find(Task.class, id).title);
            assertThat(chains.last()).containsEntry(id, title);
        }
        assertThat(instances).allMatch(each -> each.getBean(OutboxRelay.class).sent() > 0);
    }

    private void run(List<Long> ids) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                String name = "t" + thread + "-";
                ConfigurableApplicationContext instance = instances.get(thread % instances.size());
                TransactionTemplate transaction = transaction(instance);
                EntityManager entities = entities(instance);
                work.add(threads.submit(() -> {
                    for (int i = 0; i < UPDATES / THREADS; i++) {
                        update(transaction, entities, ids, random, name + i);
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
    private static void update(
            TransactionTemplate transaction, EntityManager entities, List<Long> ids, Random random, String title) {
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

    private static TransactionTemplate transaction(ConfigurableApplicationContext instance) {
        return new TransactionTemplate(instance.getBean(PlatformTransactionManager.class));
    }

    private static EntityManager entities(ConfigurableApplicationContext instance) {
        return SharedEntityManagerCreator.createSharedEntityManager(instance.getBean(EntityManagerFactory.class));
    }
}
