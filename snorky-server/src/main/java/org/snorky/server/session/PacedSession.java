package org.snorky.server.session;

/**
 * A client whose queue can be asked to take only what it has time for, so that whoever has much to say can hold it back and
 * make it less in place of having the session closed.
 *
 * <p>Two marks lie below the bound of the queue. What is above the high one is room for what cannot wait, such as replies.
 */
public interface PacedSession extends ClientSession {

    /**
     * Queues a message, unless the queue has reached its high mark.
     *
     * @return whether it was taken; a closed session takes messages and forgets them
     */
    boolean offer(OutboundMessage message);

    /**
     * Runs a task once, as soon as the queue has fallen to its low mark, which may be now; never if the session closes
     * before. It runs on a thread that writes, with no lock held, and should soon make room for other sessions. There is
     * one such task: the last one given.
     */
    void whenLow(Runnable task);
}
