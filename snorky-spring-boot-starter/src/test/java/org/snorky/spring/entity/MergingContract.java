package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;

/** What is told of entities that come from elsewhere. */
abstract class MergingContract extends EntityContract {

    MergingContract(ConfigurableApplicationContext application) {
        super(application);
    }

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
                .extracting(
                        delta -> ((Delta.Update) delta).oldData().path("title").stringValue())
                .containsExactly("one", "two");
    }
}
