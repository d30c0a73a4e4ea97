package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.spring.entity.model.Note;
import org.snorky.spring.entity.model.Task;
import org.snorky.spring.entity.model.Unwritable;
import org.springframework.context.ConfigurableApplicationContext;

/** What one transaction tells, however often it flushes. */
abstract class OneTransactionContract extends EntityContract {

    OneTransactionContract(ConfigurableApplicationContext application) {
        super(application);
    }

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

        assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Insert.class, insert -> assertThat(
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
                .extracting(delta -> ((Delta.Insert) delta).data().path("title").stringValue())
                .containsExactly("a", "b", "c");
    }

    @Test
    void isNotFailedByAnEntityThatCannotBeWritten() {
        transact(em -> em.persist(new Unwritable()));

        assertThat(recorder.deltas()).isEmpty();
        assertThat(recorder.invalidations()).containsExactly(Invalidation.ofModel("Unwritable"));
    }
}
