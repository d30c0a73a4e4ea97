package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.spring.entity.model.Cat;
import org.snorky.spring.entity.model.City;
import org.snorky.spring.entity.model.Dog;
import org.snorky.spring.entity.model.Hidden;
import org.snorky.spring.entity.model.Note;
import org.snorky.spring.entity.model.Person;
import org.snorky.spring.entity.model.Project;
import org.snorky.spring.entity.model.Seat;
import org.snorky.spring.entity.model.Softened;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.entity.model.Unwritable;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.hibernate.HibernateTransactionManager;
import org.springframework.orm.jpa.hibernate.SessionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What every database shows of the deltas that entities emit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EntityDeltasContract {

    ConfigurableApplicationContext application;
    SnorkyRecorder recorder;
    EntityManager entities;
    EntityManagerFactory factory;
    PlatformTransactionManager transactions;
    SnorkyPublisher publisher;
    StaleModels stale;

    /** Where the database is, as properties of the application; empty for the one in memory. */
    abstract Map<String, String> database();

    @BeforeAll
    void start() {
        Map<String, Object> properties = new HashMap<>(database());
        properties.put("spring.jpa.hibernate.ddl-auto", "create");
        application = new SpringApplicationBuilder(EntityTestApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .bannerMode(Banner.Mode.OFF)
                .run();
        recorder = application.getBean(SnorkyRecorder.class);
        factory = application.getBean(EntityManagerFactory.class);
        entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        transactions = application.getBean(PlatformTransactionManager.class);
        publisher = application.getBean(SnorkyPublisher.class);
        stale = application.getBean(StaleModels.class);
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
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
        assertThat(recorder.deltas().stream().map(EntityDeltasContract::text))
                .containsExactly(
                        Arrays.stream(expected).map(EntityDeltasContract::text).toArray(String[]::new));
    }

    static String text(Delta delta) {
        return sorted(WireJson.mapper().valueToTree(delta)).toString();
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            return node.valueStream().map(EntityDeltasContract::sorted).toList();
        }
        return node.toString();
    }

    @Nested
    class OneTransaction {

        @Test
        void tellsAnInsertWithItsGeneratedId() {
            Long id = inTransaction(em -> {
                Task task = new Task("Tea");
                em.persist(task);
                assertThat(recorder.deltas()).as("before the commit").isEmpty();
                return task.id;
            });

            assertDeltas(new Delta.Insert("Task", task(id, "Tea", false)));
        }

        @Test
        void tellsAnUpdateWithItsTrueOldState() {
            Long id = saved(new Task("Tea"));

            transact(em -> em.find(Task.class, id).title = "Coffee");

            assertDeltas(new Delta.Update(
                    "Task",
                    json("{'id':" + id + ",'title':'Coffee','completed':false,'project':null}"),
                    json("{'id':" + id + ",'title':'Tea','completed':false,'project':null}")));
        }

        @Test
        void tellsADeleteWithItsLastState() {
            Long id = saved(new Task("Tea"));

            transact(em -> {
                Task task = em.find(Task.class, id);
                task.title = "never flushed";
                em.remove(task);
            });

            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Delete.class, delete -> {
                assertThat(delete.data().path("id").longValue()).isEqualTo(id);
                assertThat(delete.data().path("title").stringValue()).isEqualTo("Tea");
            });
        }

        @Test
        void tellsNothingAfterARollback() {
            assertThatThrownBy(() -> transact(em -> {
                        em.persist(new Task("Tea"));
                        em.flush();
                        throw new IllegalStateException("rolled back");
                    }))
                    .hasMessage("rolled back");

            assertThat(recorder.deltas()).isEmpty();
        }

        @Test
        void makesSeveralFlushesOneUpdate() {
            Long id = saved(new Task("one"));

            transact(em -> {
                Task task = em.find(Task.class, id);
                task.title = "two";
                em.flush();
                task.completed = true;
                em.flush();
                task.title = "three";
            });

            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> {
                assertThat(update.oldData().path("title").stringValue()).isEqualTo("one");
                assertThat(update.newData().path("title").stringValue()).isEqualTo("three");
                assertThat(update.newData().path("completed").booleanValue()).isTrue();
            });
        }

        @Test
        void makesInsertAndUpdateOneInsert() {
            Long id = inTransaction(em -> {
                Task task = new Task("one");
                em.persist(task);
                em.flush();
                task.title = "two";
                return task.id;
            });

            assertDeltas(new Delta.Insert("Task", task(id, "two", false)));
        }

        @Test
        void saysNothingOfARowThatCameAndWent() {
            transact(em -> {
                Task task = new Task("one");
                em.persist(task);
                em.flush();
                em.remove(task);
            });

            assertThat(recorder.deltas()).isEmpty();
        }

        @Test
        void saysNothingOfARowThatIsAsItWas() {
            Long id = saved(new Task("one"));

            transact(em -> {
                Task task = em.find(Task.class, id);
                task.title = "two";
                em.flush();
                task.title = "one";
            });

            assertThat(recorder.deltas()).isEmpty();
        }

        @Test
        void makesDeleteAndInsertOfOneIdAnUpdate() {
            transact(em -> em.persist(new Note("a", "old")));
            recorder.clear();

            transact(em -> {
                em.remove(em.find(Note.class, "a"));
                em.flush();
                em.persist(new Note("a", "new"));
            });

            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> {
                assertThat(update.oldData().path("text").stringValue()).isEqualTo("old");
                assertThat(update.newData().path("text").stringValue()).isEqualTo("new");
            });
            transact(em -> em.remove(em.find(Note.class, "a")));
        }

        @Test
        void keepsWhatWasFlushedWhenTheSessionIsCleared() {
            transact(em -> {
                Task task = new Task("flushed");
                em.persist(task);
                em.flush();
                em.clear();
                task.title = "changed after it was detached";
            });

            assertThat(recorder.deltas())
                    .singleElement()
                    .isInstanceOfSatisfying(Delta.Insert.class, insert -> assertThat(
                                    insert.data().path("title").stringValue())
                            .isEqualTo("flushed"));
        }

        @Test
        void tellsRowsInTheOrderInWhichTheyWereChanged() {
            transact(em -> {
                for (String title : List.of("a", "b", "c")) {
                    em.persist(new Task(title));
                }
            });

            assertThat(recorder.deltas())
                    .extracting(
                            delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                    .containsExactly("a", "b", "c");
        }

        @Test
        void isNotFailedByAnEntityThatCannotBeWritten() {
            transact(em -> em.persist(new Unwritable()));

            assertThat(recorder.deltas()).isEmpty();
            assertThat(stale.all()).containsKey("Unwritable");
        }
    }

    @Nested
    class Merging {

        @Test
        void ofADetachedEntityTellsWhatTheDatabaseHeld() {
            Long id = saved(new Task("one"));
            Task detached = new Task("two");
            detached.id = id;

            transact(em -> em.merge(detached));

            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> {
                assertThat(update.oldData().path("title").stringValue()).isEqualTo("one");
                assertThat(update.newData().path("title").stringValue()).isEqualTo("two");
            });
        }

        @Test
        void overAConcurrentWriteTellsWhatTheDatabaseHeld() {
            Long id = saved(new Task("one"));

            transact(em -> {
                Task task = em.find(Task.class, id);
                inAnotherThread(() -> transact(other -> other.find(Task.class, id).title = "two"));
                task.title = "three";
            });

            assertThat(recorder.deltas())
                    .extracting(delta ->
                            ((Delta.Update) delta).oldData().path("title").stringValue())
                    .containsExactly("one", "two");
        }
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

    @Nested
    class Collections {

        @Test
        void changeTheirOwnersRow() {
            Task task = new Task("Tea");
            task.tags.add("a");
            Long id = saved(task);

            transact(em -> em.find(Task.class, id).tags.add("b"));

            assertDeltas(new Delta.Update("Task", task(id, "Tea", false, "a", "b"), task(id, "Tea", false, "a")));
        }

        @Test
        void areToldWithTheirOldContentEvenOfAVersionedOwner() {
            transact(em -> {
                Note note = new Note("n", "text");
                note.getLabels().add("a");
                em.persist(note);
            });
            recorder.clear();

            transact(em -> {
                Note note = em.find(Note.class, "n");
                note.getLabels().add("b");
                note.getLabels().remove("a");
            });

            assertDeltas(new Delta.Update(
                    "notes",
                    json("{'key':'n','version':1,'text':'text','labels':['b']}"),
                    json("{'key':'n','version':0,'text':'text','labels':['a']}")));
            transact(em -> em.remove(em.find(Note.class, "n")));
        }

        @Test
        void replacedByAnotherAreToldWithTheirOldContent() {
            Task task = new Task("Tea");
            task.tags.add("a");
            Long id = saved(task);

            transact(em -> {
                Task found = em.find(Task.class, id);
                assertThat(found.tags).hasSize(1);
                found.tags = new ArrayList<>(List.of("x", "y"));
            });

            assertDeltas(new Delta.Update("Task", task(id, "Tea", false, "x", "y"), task(id, "Tea", false, "a")));
        }
    }

    @Nested
    class Laziness {

        @Test
        void writesAnAssociationThatIsNotLoadedAsItsId() {
            Project project = new Project("Home");
            transact(em -> em.persist(project));
            Task task = new Task("Tea");
            task.project = project;
            Long id = saved(task);

            transact(em -> {
                Task found = em.find(Task.class, id);
                found.completed = true;
                em.flush();
                assertThat(Hibernate.isInitialized(found.project)).isFalse();
                assertThat(Hibernate.isInitialized(found.tags)).isFalse();
            });

            assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> {
                JsonNode reference = json("{'id':" + project.id + "}");
                assertThat(update.newData().path("project").toString()).isEqualTo(reference.toString());
                assertThat(update.oldData().path("project").toString()).isEqualTo(reference.toString());
                assertThat(update.newData().has("tags")).isFalse();
            });
        }

        @Test
        void writesALoadedProxyAsTheEntityBehindIt() {
            Project project = new Project("Home");
            transact(em -> em.persist(project));
            Task task = new Task("Tea");
            task.project = project;
            Long id = saved(task);

            transact(em -> {
                Task found = em.find(Task.class, id);
                Hibernate.initialize(found.project);
                found.completed = true;
            });

            assertThat(recorder.deltas())
                    .singleElement()
                    .isInstanceOfSatisfying(Delta.Update.class, update -> assertThat(
                                    sorted(update.newData().path("project")))
                            .isEqualTo(sorted(json("{'id':" + project.id + ",'name':'Home'}"))));
        }

        @Test
        void letsAMapperLoadWhatItNeeds() {
            Person boss = new Person();
            boss.name = "Ann";
            Person clerk = new Person();
            clerk.name = "Bob";
            clerk.boss = boss;
            transact(em -> {
                em.persist(boss);
                em.persist(clerk);
            });
            recorder.clear();

            transact(em -> em.find(Person.class, clerk.id).name = "Bert");

            assertDeltas(new Delta.Update(
                    "Person",
                    json("{'id':" + clerk.id + ",'name':'Bert','bossName':'Ann'}"),
                    json("{'id':" + clerk.id + ",'name':'Bob','bossName':'Ann'}")));
        }
    }

    @Nested
    class Forms {

        @Test
        void ofAViewLeaveTheRestOut() {
            transact(em -> {
                Seat seat = new Seat();
                seat.place = new Seat.Place(1, 2);
                seat.takenBy = "ann";
                em.persist(seat);
            });

            assertDeltas(new Delta.Insert("Seat", json("{'place':{'line':1,'number':2},'taken_by':'ann'}")));
            recorder.clear();

            transact(em -> em.remove(em.find(Seat.class, new Seat.Place(1, 2))));

            assertDeltas(new Delta.Delete("Seat", json("{'place':{'line':1,'number':2},'taken_by':'ann'}")));
        }

        @Test
        void ofAProjectionAreTheInterfaces() {
            City city = new City();
            city.setName("Rome");
            transact(em -> em.persist(city));

            assertDeltas(new Delta.Insert("City", json("{'id':" + city.getId() + ",'name':'Rome'}")));
        }
    }

    @Nested
    class Inheritance {

        @Test
        void makesASubclassARowOfItsSuperclassesModel() {
            Cat cat = new Cat();
            cat.name = "Tom";
            transact(em -> em.persist(cat));

            assertDeltas(new Delta.Insert("Animal", json("{'id':" + cat.id + ",'lives':9,'name':'Tom'}")));
        }

        @Test
        void tellsASubclassWithItsOwnAnnotationForBothModels() {
            Dog dog = new Dog();
            dog.name = "Rex";
            transact(em -> em.persist(dog));

            assertThat(recorder.deltas()).extracting(Delta::model).containsExactlyInAnyOrder("Animal", "Dog");
            recorder.clear();

            transact(em -> em.find(Dog.class, dog.id).name = "Max");

            assertThat(recorder.deltas("Dog")).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> {
                assertThat(update.oldData().path("name").stringValue()).isEqualTo("Rex");
                assertThat(update.newData().path("name").stringValue()).isEqualTo("Max");
            });
        }
    }

    @Nested
    class SoftDeletion {

        @Test
        void byAnnotationIsADelete() {
            Softened row = new Softened();
            row.name = "soft";
            transact(em -> em.persist(row));
            recorder.clear();

            transact(em -> em.remove(em.find(Softened.class, row.id)));

            assertDeltas(new Delta.Delete("Softened", json("{'id':" + row.id + ",'name':'soft'}")));
        }

        @Test
        void byStatementIsADelete() {
            Hidden row = new Hidden();
            row.name = "hidden";
            transact(em -> em.persist(row));
            recorder.clear();

            transact(em -> em.remove(em.find(Hidden.class, row.id)));

            assertThat(recorder.deltas())
                    .singleElement()
                    .isInstanceOf(Delta.Delete.class)
                    .extracting(Delta::model)
                    .isEqualTo("Hidden");
        }
    }

    @Nested
    class OtherTransactions {

        @Test
        void ofPlainJpaAreToldAfterTheirCommit() {
            try (EntityManager em = factory.createEntityManager()) {
                em.getTransaction().begin();
                em.persist(new Task("raw"));
                em.flush();
                assertThat(recorder.deltas()).isEmpty();
                em.getTransaction().commit();
                assertThat(recorder.deltas()).hasSize(1);

                em.getTransaction().begin();
                em.persist(new Task("rolled back"));
                em.flush();
                em.getTransaction().rollback();

                em.getTransaction().begin();
                em.persist(new Task("second"));
                em.getTransaction().commit();
            }

            assertThat(recorder.deltas())
                    .extracting(
                            delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                    .containsExactly("raw", "second");
        }

        @Test
        void leftOpenWhenTheirSessionEndsAreForgotten() {
            EntityManager em = factory.createEntityManager();
            em.getTransaction().begin();
            em.persist(new Task("never committed"));
            em.flush();
            em.getTransaction().rollback();
            em.close();

            assertThat(recorder.deltas()).isEmpty();
        }

        @Test
        void ofAStatelessSessionTellTrueOldStates() {
            try (StatelessSession session = factory.unwrap(SessionFactory.class).openStatelessSession()) {
                session.beginTransaction();
                Task task = new Task("one");
                session.insert(task);
                session.getTransaction().commit();
                assertDeltas(new Delta.Insert("Task", task(task.id, "one", false)));
                recorder.clear();

                session.beginTransaction();
                Task update = new Task("two");
                update.id = task.id;
                session.update(update);
                session.getTransaction().commit();
                assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, told -> {
                    assertThat(told.oldData().path("title").stringValue()).isEqualTo("one");
                    assertThat(told.newData().path("title").stringValue()).isEqualTo("two");
                });
                recorder.clear();

                session.beginTransaction();
                Task gone = new Task("whatever");
                gone.id = task.id;
                session.delete(gone);
                session.getTransaction().commit();
                assertThat(recorder.deltas())
                        .singleElement()
                        .isInstanceOfSatisfying(Delta.Delete.class, told -> assertThat(
                                        told.data().path("title").stringValue())
                                .isEqualTo("two"));
            }
        }

        @Test
        void ofAStatelessSessionTellAnUpsertAsWhatItBecame() {
            try (StatelessSession session = factory.unwrap(SessionFactory.class).openStatelessSession()) {
                session.beginTransaction();
                Seat seat = new Seat();
                seat.place = new Seat.Place(7, 7);
                seat.takenBy = "ann";
                session.upsert(seat);
                session.getTransaction().commit();
                session.beginTransaction();
                seat.takenBy = "bob";
                session.upsert(seat);
                session.getTransaction().commit();
            }

            assertThat(recorder.deltas()).hasSize(2);
            assertThat(recorder.deltas().get(0)).isInstanceOf(Delta.Insert.class);
            assertThat(recorder.deltas().get(1)).isInstanceOfSatisfying(Delta.Update.class, update -> assertThat(
                            update.oldData().path("taken_by").stringValue())
                    .isEqualTo("ann"));
        }

        @Test
        void startedAnewWithinOneAreToldByThemselves() {
            TransactionTemplate anew = new TransactionTemplate(transactions);
            anew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

            assertThatThrownBy(() -> transact(em -> {
                        em.persist(new Task("outer"));
                        publisher.inserted("Manual", Map.of("id", 1));
                        anew.executeWithoutResult(status -> {
                            em.persist(new Task("inner"));
                            publisher.inserted("Manual", Map.of("id", 2));
                        });
                        throw new IllegalStateException("outer fails");
                    }))
                    .hasMessage("outer fails");

            assertThat(recorder.deltas("Task"))
                    .extracting(
                            delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                    .containsExactly("inner");
            assertThat(recorder.deltas("Manual"))
                    .extracting(
                            delta -> ((Delta.Insert) delta).data().path("id").intValue())
                    .containsExactly(2);
        }
    }

    @Nested
    class Savepoints {

        @Test
        void rolledBackTakeTheirPartAlong() {
            SessionFactory sessions = factory.unwrap(SessionFactory.class);
            HibernateTransactionManager manager = new HibernateTransactionManager(sessions);
            manager.setNestedTransactionAllowed(true);
            manager.afterPropertiesSet();
            TransactionTemplate outer = new TransactionTemplate(manager);
            TransactionTemplate nested = new TransactionTemplate(manager);
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

            outer.executeWithoutResult(status -> {
                Session session = current(sessions);
                session.persist(new Task("before"));
                session.flush();
                nested.executeWithoutResult(inner -> {
                    session.persist(new Task("rolled back"));
                    session.flush();
                    nested.executeWithoutResult(innermost -> {
                        session.persist(new Task("rolled back with it"));
                        session.flush();
                    });
                    inner.setRollbackOnly();
                });
                nested.executeWithoutResult(inner -> {
                    session.persist(new Task("kept"));
                    session.flush();
                });
                session.persist(new Task("after"));
            });

            assertThat(titles()).containsExactly("before", "kept", "after");
        }

        @Test
        void olderThanTheFirstChangeTakeAllAlong() {
            SessionFactory sessions = factory.unwrap(SessionFactory.class);
            HibernateTransactionManager manager = new HibernateTransactionManager(sessions);
            manager.setNestedTransactionAllowed(true);
            manager.afterPropertiesSet();
            TransactionTemplate outer = new TransactionTemplate(manager);
            TransactionTemplate nested = new TransactionTemplate(manager);
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

            outer.executeWithoutResult(status -> {
                nested.executeWithoutResult(inner -> {
                    current(sessions).persist(new Task("rolled back"));
                    current(sessions).flush();
                    inner.setRollbackOnly();
                });
                current(sessions).persist(new Task("kept"));
            });

            assertThat(titles()).containsExactly("kept");
        }

        @Test
        void ofPlainJdbcCountForWhatIsPublishedByHand() {
            JdbcTransactionManager manager = new JdbcTransactionManager(application.getBean(DataSource.class));
            TransactionTemplate outer = new TransactionTemplate(manager);
            TransactionTemplate nested = new TransactionTemplate(manager);
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

            outer.executeWithoutResult(status -> {
                publisher.inserted("Report", Map.of("id", 1));
                nested.executeWithoutResult(inner -> {
                    publisher.inserted("Report", Map.of("id", 2));
                    inner.setRollbackOnly();
                });
                publisher.inserted("Report", Map.of("id", 3));
            });

            assertThat(recorder.deltas())
                    .extracting(
                            delta -> ((Delta.Insert) delta).data().path("id").intValue())
                    .containsExactly(1, 3);
        }

        private Session current(SessionFactory sessions) {
            return ((SessionHolder) TransactionSynchronizationManager.getResource(sessions)).getSession();
        }
    }

    List<String> titles() {
        return recorder.deltas().stream()
                .map(delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                .toList();
    }

    @Nested
    class Publishing {

        @Test
        void byHandJoinsTheTransaction() {
            transact(em -> {
                publisher.inserted("Report", Map.of("id", 1, "state", "new"));
                publisher.updated("Report", Map.of("id", 1, "state", "new"), Map.of("id", 1, "state", "done"));
                assertThat(recorder.deltas()).isEmpty();
            });

            assertDeltas(new Delta.Insert("Report", json("{'id':1,'state':'done'}")));
        }

        @Test
        void byHandWithoutATransactionIsToldAtOnce() {
            publisher.deleted("Report", json("{'id':1}"));

            assertDeltas(new Delta.Delete("Report", json("{'id':1}")));
        }

        @Test
        void byHandIsForgottenByARollback() {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                publisher.inserted("Report", Map.of("id", 1));
                status.setRollbackOnly();
            });

            assertThat(recorder.deltas()).isEmpty();
        }

        @Test
        void refusesWhatIsNoRow() {
            assertThatThrownBy(() -> publisher.inserted("Report", List.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("JSON object");
        }
    }
}
