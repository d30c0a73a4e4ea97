package org.snorky.spring.publish;

/** Tells the server that everyone who shows rows of a model must fetch them again. */
@FunctionalInterface
public interface ModelInvalidator {

    /** @throws RuntimeException if the server could not be told; it is asked again later */
    void invalidate(String model);
}
