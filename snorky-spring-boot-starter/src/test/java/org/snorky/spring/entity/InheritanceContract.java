package org.snorky.spring.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.Cat;
import org.snorky.spring.entity.model.Dog;
import org.springframework.context.ConfigurableApplicationContext;

/** Which models a subclass belongs to. */
abstract class InheritanceContract extends EntityContract {

    InheritanceContract(ConfigurableApplicationContext application) {
        super(application);
    }

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
