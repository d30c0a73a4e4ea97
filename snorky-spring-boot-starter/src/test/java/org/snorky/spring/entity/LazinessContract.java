package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Person;
import org.snorky.spring.entity.model.Project;
import org.snorky.spring.entity.model.Task;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Nothing is loaded for being told, unless a mapper asks for it. */
abstract class LazinessContract extends EntityContract {

    LazinessContract(ConfigurableApplicationContext application) {
        super(application);
    }

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

        assertThat(recorder.deltas()).singleElement().isInstanceOfSatisfying(Delta.Update.class, update -> assertThat(
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
