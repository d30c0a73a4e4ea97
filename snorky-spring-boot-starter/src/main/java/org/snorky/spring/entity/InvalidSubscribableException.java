package org.snorky.spring.entity;

/** A {@link Subscribable} that contradicts itself or names what cannot be used. */
public final class InvalidSubscribableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidSubscribableException(Class<?> entity, String problem) {
        super("@Subscribable on " + entity.getName() + " " + problem);
    }
}
