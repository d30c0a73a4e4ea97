package org.snorky.benchmarks.peer;

import java.util.List;

/** All peers, in the order of the tables. */
public final class Peers {

    private Peers() {}

    public static List<Peer> all() {
        return List.of(Snorky.pubSub(), Snorky.pubSubWithHistory(), Snorky.dataSync());
    }
}
