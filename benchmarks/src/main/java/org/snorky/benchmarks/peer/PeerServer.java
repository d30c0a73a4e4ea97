package org.snorky.benchmarks.peer;

import java.util.List;
import org.snorky.benchmarks.load.Dialect;

/** A server that runs. */
public interface PeerServer extends AutoCloseable {

    /** Its version, as it says itself. */
    String version();

    /** How it was started. */
    List<String> command();

    /** Its process, whose descendants count as part of it. */
    ProcessHandle process();

    /** How clients talk to it. */
    Dialect dialect();

    /** Has it collect all garbage, where it has a way to be told; returns afterwards. */
    default void collect() {}

    /** Ends the process and all it started, and waits for that. */
    @Override
    void close();
}
