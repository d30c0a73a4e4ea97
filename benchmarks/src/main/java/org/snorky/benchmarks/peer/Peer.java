package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.Optional;

/** One kind of server in one set-up: what has a row in the tables. */
public interface Peer {

    /** Short and stable, as options and tables say it: {@code nats}, {@code nats-jetstream}. */
    String name();

    /** What is compared, for the legend: the protocol, and whether clients could recover what they missed. */
    String description();

    /** What this machine lacks to run it, and how to get that; empty if nothing. Cheap, and asked before anything is started. */
    Optional<String> missing();

    /** Starts it on the loopback interface, and returns when it takes connections. */
    PeerServer start(Launch launch) throws IOException, InterruptedException;
}
