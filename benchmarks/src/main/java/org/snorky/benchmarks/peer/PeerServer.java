package org.snorky.benchmarks.peer;

import java.util.List;
import java.util.OptionalLong;
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

    /** Bytes of the objects in its heap that are in use; empty where nothing tells. */
    default OptionalLong liveHeapBytes() {
        return OptionalLong.empty();
    }

    /** Ends the process and all it started, and waits for that. */
    @Override
    void close();
}
