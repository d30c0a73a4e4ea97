package org.snorky.oracle.world;

/** What clients and applications of a world connect to: one server, or several that are one. */
sealed interface Servers extends AutoCloseable permits ServerProcess, Cluster {

    /** The port for clients. */
    int frontend();

    /** The port for applications. */
    int backend();

    void start();

    /** Ends every fault that may be left. */
    void heal();

    @Override
    void close();
}
