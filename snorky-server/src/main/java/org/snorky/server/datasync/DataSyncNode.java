package org.snorky.server.datasync;

import java.util.concurrent.Executor;

/**
 * This process among those that share subscriptions.
 *
 * @param name letters and digits, unlike those of the others, in all times
 * @param background runs what a store beyond this process may keep waiting; in any order, on any thread
 */
public record DataSyncNode(String name, Executor background) {

    /** A process that shares nothing, whose store never waits. */
    public static final DataSyncNode ALONE = new DataSyncNode("alone", Runnable::run);
}
