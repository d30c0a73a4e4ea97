package org.snorky.spring.entity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Function;

/**
 * Marks an entity whose inserts, updates and deletes are told to the Snorky server once they are committed.
 *
 * <p>What is told is the row as JSON, before and after, as the application's own Jackson mapper writes it. Name a
 * {@link #view}, {@link #projection} or {@link #mapper} if the REST endpoint uses one, so that both are the same. An
 * entity that is written as it stands never has associations loaded for it: one to a single entity that is not loaded is
 * written as an object with just its identifier, and a collection that is not loaded is left out.
 *
 * <p>Subclasses are rows of the annotated class's model too; a subclass with an annotation of its own is told for both.
 * On a mapped superclass the annotation counts for each entity below it.
 *
 * <p>Not seen, and to be published by {@link org.snorky.spring.publish.SnorkyPublisher} where clients must know: bulk
 * JPQL and native statements, changes that other programs make, a change of an entity that is merely embedded in this
 * one's JSON, and the inverse side of an association that was changed on its owning side only.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscribable {

    /** The model's name, the simple name of the entity unless given. */
    String model() default "";

    /** The {@code @JsonView} with which the row is written. */
    Class<?> view() default None.class;

    /**
     * What is written in place of the entity: a Spring Data projection interface, or a class with a constructor that
     * takes the entity.
     */
    Class<?> projection() default None.class;

    /** What makes the entity into what is written: a bean of that class, or a class with a constructor without parameters. */
    Class<? extends Function<?, ?>> mapper() default NoMapper.class;

    /** Where an update's old state comes from. */
    OldState oldState() default OldState.AUTO;

    /** The source of old states. */
    enum OldState {
        /** {@link #LOADED} for versioned entities, {@link #LOCKED} for others. */
        AUTO,
        /**
         * What the session loaded. That is what the database held only if nobody changed the row in between, which a
         * {@code @Version} makes sure of.
         */
        LOADED,
        /**
         * Read from the database, with a lock, before the row's first change in a transaction: one more statement, and
         * true even where concurrent writers overwrite each other.
         */
        LOCKED
    }

    /** Stands for no class. */
    final class None {
        private None() {}
    }

    /** Stands for no mapper. */
    final class NoMapper implements Function<Object, Object> {
        private NoMapper() {}

        @Override
        public Object apply(Object entity) {
            return entity;
        }
    }
}
