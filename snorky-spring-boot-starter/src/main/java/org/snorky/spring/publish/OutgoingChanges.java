package org.snorky.spring.publish;

/** What is committed and not yet with the server. */
@FunctionalInterface
public interface OutgoingChanges {

    /**
     * Waits until nothing is left, or the time is up.
     *
     * @return whether nothing is left
     */
    boolean awaitEmpty(long nanos) throws InterruptedException;
}
