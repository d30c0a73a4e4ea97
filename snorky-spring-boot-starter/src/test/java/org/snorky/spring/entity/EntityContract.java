package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What the tests of all topics need: an application with a database, and short ways to change rows and to compare. */
abstract class EntityContract {

    final ConfigurableApplicationContext application;
    final SnorkyRecorder recorder;
    final EntityManager entities;
    final EntityManagerFactory factory;
    final PlatformTransactionManager transactions;
    final SnorkyPublisher publisher;
    final StaleModels stale;

    EntityContract(ConfigurableApplicationContext application) {
        this.application = application;
        recorder = application.getBean(SnorkyRecorder.class);
        factory = application.getBean(EntityManagerFactory.class);
        entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        transactions = application.getBean(PlatformTransactionManager.class);
        publisher = application.getBean(SnorkyPublisher.class);
        stale = application.getBean(StaleModels.class);
    }

    @AfterEach
    void forget() {
        recorder.clear();
    }

    <T> T inTransaction(Function<EntityManager, T> work) {
        return new TransactionTemplate(transactions).execute(status -> work.apply(entities));
    }

    void transact(Consumer<EntityManager> work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.accept(entities));
    }

    Long saved(Task task) {
        Long id = inTransaction(em -> {
            em.persist(task);
            return task.id;
        });
        recorder.clear();
        return id;
    }

    static JsonNode json(String text) {
        return WireJson.mapper().readTree(text.replace('\'', '"'));
    }

    static JsonNode task(Object id, String title, boolean completed, String... tags) {
        return WireJson.mapper()
                .valueToTree(mapOf(
                        "completed", completed, "id", id, "project", null, "tags", List.of(tags), "title", title));
    }

    private static Map<String, Object> mapOf(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** Compared as JSON, in which an int is a long. */
    void assertDeltas(Delta... expected) {
        assertThat(recorder.deltas().stream().map(EntityContract::text))
                .containsExactly(
                        Arrays.stream(expected).map(EntityContract::text).toArray(String[]::new));
    }

    static String text(Delta delta) {
        return sorted(WireJson.mapper().valueToTree(delta)).toString();
    }

    static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            return node.valueStream().map(EntityContract::sorted).toList();
        }
        return node.toString();
    }

    static void inAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    List<String> titles() {
        return recorder.deltas().stream()
                .map(delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                .toList();
    }
}
