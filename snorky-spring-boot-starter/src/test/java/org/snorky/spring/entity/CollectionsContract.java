package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Note;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;

/** Changes of collections are changes of their owners. */
abstract class CollectionsContract extends EntityContract {

    CollectionsContract(ConfigurableApplicationContext application) {
        super(application);
    }

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
