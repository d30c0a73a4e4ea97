package org.snorky.spring.outbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application in a process of its own, to be killed while its threads change a few rows without end. */
final class RestlessApplication {

    private RestlessApplication() {}

    /** @param args the database's URL, user and password, the server's URL, and how many threads change rows */
    public static void main(String[] args) {
        ConfigurableApplicationContext application = OutboxTestApplication.builder(Map.of(
                        "spring.datasource.url", args[0],
                        "spring.datasource.username", args[1],
                        "spring.datasource.password", args[2],
                        "spring.datasource.hikari.maximum-pool-size", 8,
                        "snorky.client.url", args[3],
                        "snorky.client.key", "a-key-for-this-test",
                        "snorky.client.outbox.poll-interval", "100ms"))
                .run();
        EntityManager entities =
                SharedEntityManagerCreator.createSharedEntityManager(application.getBean(EntityManagerFactory.class));
        TransactionTemplate transaction =
                new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
        List<Long> ids =
                transaction.execute(status -> entities.createQuery("select t.id from Task t order by t.id", Long.class)
                        .getResultList());
        String name = ProcessHandle.current().pid() + "-";
        for (int thread = 0; thread < Integer.parseInt(args[4]); thread++) {
            Random random = new Random();
            String title = name + thread + "-";
            new Thread(() -> {
                        for (int i = 0; true; i++) {
                            update(transaction, entities, ids.get(random.nextInt(ids.size())), title + i);
                        }
                    })
                    .start();
        }
    }

    private static void update(TransactionTemplate transaction, EntityManager entities, Long id, String title) {
        transaction.executeWithoutResult(status -> entities.find(Task.class, id).title = title);
    }
}
