package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.function.Function;
import org.snorky.spring.entity.Subscribable;

/** Written by a mapper that loads a lazy association. */
@Entity
@Subscribable(mapper = Person.Mapper.class)
public class Person {

    @Id
    @GeneratedValue
    public Long id;

    public String name;

    @ManyToOne(fetch = FetchType.LAZY)
    public Person boss;

    public record View(Long id, String name, String bossName) {}

    public static class Mapper implements Function<Person, View> {

        @Override
        public View apply(Person person) {
            return new View(person.id, person.name, person.boss == null ? null : person.boss.getName());
        }
    }

    public String getName() {
        return name;
    }
}
