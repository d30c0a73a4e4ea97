package org.snorky.benchmarks.peer;

import java.util.List;

/** All peers, in the order of the tables. */
public final class Peers {

    private Peers() {}

    public static List<Peer> all() {
        return List.of(
                Snorky.pubSub(),
                Snorky.pubSubWithHistory(),
                Snorky.dataSync(),
                new Floor(true),
                new Floor(false),
                new Nats(false),
                new Nats(true),
                new Centrifuge(false),
                new Centrifuge(true),
                Nchan.plain(),
                Nchan.publishedByHttp(),
                Nchan.recovering(),
                new NodeWs(),
                new SocketIo(false),
                new SocketIo(true),
                SpringPeer.broadcaster(),
                SpringPeer.stomp());
    }
}
