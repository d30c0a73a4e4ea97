package org.snorky.server.datasync;

import java.util.concurrent.Executor;

/**
 * This process among those that share subscriptions.
 *
 * @param name letters and digits, unlike those of the others, in all times
 * @param services runs what clients wait for and a store beyond this process may keep waiting
 * @param endings runs what nobody waits for: giving back to the store what has ended, of which there may be much at once
 */
public record DataSyncNode(String name, Executor services, Executor endings) {

    /** A process that shares nothing, whose store never waits. */
    public static final DataSyncNode ALONE = new DataSyncNode("alone", Runnable::run, Runnable::run);
}
