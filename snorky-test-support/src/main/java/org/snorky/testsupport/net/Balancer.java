package org.snorky.testsupport.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One port of this machine for several others, which get its connections in turn, as a load balancer without affinity has it.
 *
 * <p>A target that is removed gets no new connections and keeps those that it has, until {@link #cut} ends them. A
 * connection to a target that does not answer goes to the next one; if none answers, it ends at once. Thread-safe.
 */
public final class Balancer implements AutoCloseable {

    private final Entry entry = new Entry("balancer");
    private final Gate gate = new Gate();
    private final List<Integer> targets = new ArrayList<>();
    private final Set<Carried> carried = ConcurrentHashMap.newKeySet();
    private int turn;

    private record Carried(int target, Link link) {}

    /** Opens a port in front of others. */
    public Balancer(List<Integer> targets) {
        this.targets.addAll(targets);
        // A target that takes its time holds up nobody else.
        entry.admit(near -> entry.start("connect", () -> connect(near)));
    }

    /** The port that stands for all. */
    public int port() {
        return entry.port();
    }

    /** Lets a port have its share of new connections; one that has it already goes on as it does. */
    public synchronized void add(int target) {
        if (!targets.contains(target)) {
            targets.add(target);
        }
    }

    /** Lets a port have no new connections. */
    public synchronized void remove(int target) {
        targets.remove((Integer) target);
    }

    /** Ends all connections to a port. */
    public void cut(int target) {
        carried.stream().filter(one -> one.target == target).forEach(one -> one.link.end());
    }

    /** How many connections to a port there are. */
    public int connections(int target) {
        return (int) carried.stream().filter(one -> one.target == target).count();
    }

    @Override
    public void close() {
        entry.close();
        carried.forEach(one -> one.link.end());
    }

    private void connect(Socket near) {
        for (int target : inTurn()) {
            Socket far = new Socket();
            Carried one = new Carried(target, new Link(near, far, gate));
            try {
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            } catch (IOException away) {
                continue;
            }
            carried.add(one);
            if (entry.isClosed()) {
                one.link.end();
            }
            entry.carry(one.link, () -> carried.remove(one));
            return;
        }
        refuse(near);
    }

    /** All targets, beginning with the one whose turn it is. */
    private synchronized List<Integer> inTurn() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            order.add(targets.get(Math.floorMod(turn + i, targets.size())));
        }
        turn++;
        return order;
    }

    private static void refuse(Socket near) {
        try {
            near.close();
        } catch (IOException alreadyEnded) {
            // Nothing is left to end.
        }
    }
}
