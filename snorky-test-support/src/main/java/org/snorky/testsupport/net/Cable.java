package org.snorky.testsupport.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable to a TCP port of this machine, with a port of its own, that can break in the ways that networks do, and be
 * mended.
 *
 * <p>{@link #cut} ends all connections through it and every new one at once, {@link #reset} those there are, with RST.
 * {@link #silence} lets nothing pass and ends nothing; {@link #throttle} lets little pass; {@link #strand} ends one side of
 * each connection and leaves the other believing. Thread-safe.
 */
public final class Cable implements AutoCloseable {

    /** A side of the cable's connections. */
    public enum Side {
        /** Towards who connects to the cable. */
        NEAR,
        /** Towards the port it leads to. */
        FAR
    }

    private static final int SYSTEM_DEFAULT = 0;

    private final int buffers;
    private final Entry entry = new Entry("cable");
    private final Gate gate = new Gate();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    /** Lays a cable to a port. */
    public Cable(int target) {
        this(target, SYSTEM_DEFAULT);
    }

    /**
     * Lays a cable to a port that holds little of what is on its way, so that senders soon feel when it does not pass on.
     *
     * @param buffers bytes that each of the system's buffers at its ends should take
     */
    public Cable(int target, int buffers) {
        this.target = target;
        this.buffers = buffers;
        entry.admit(this::connect);
    }

    /** The port at this end. */
    public int port() {
        return entry.port();
    }

    /** Leads new connections to another port; those there are stay until something ends them. */
    public void lead(int elsewhere) {
        target = elsewhere;
    }

    public void cut() {
        cut = true;
        links.forEach(Link::end);
    }

    /** Ends all connections with RST; new ones are carried. */
    public void reset() {
        links.forEach(Link::reset);
    }

    /** Carries nothing until mended; connections stay, and new ones are taken, but silent. */
    public void silence() {
        gate.close();
    }

    /** Carries each direction of each connection no faster than this until mended. */
    public void throttle(int bytesPerSecond) {
        gate.narrow(bytesPerSecond);
    }

    /** Ends one side of each connection with RST and leaves the other open and silent, until mended. */
    public void strand(Side believing) {
        links.forEach(link -> link.strand(believing));
    }

    public void mend() {
        cut = false;
        gate.open();
        links.stream().filter(Link::isStranded).forEach(Link::reset);
    }

    @Override
    public void close() {
        cut();
        gate.open();
        entry.close();
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket();
        Link link = new Link(near, far, gate);
        links.add(link);
        try {
            if (buffers != SYSTEM_DEFAULT) {
                near.setSendBufferSize(buffers);
                far.setReceiveBufferSize(buffers);
            }
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException away) {
            links.remove(link);
            link.end();
            throw away;
        }
        if (cut) {
            link.end();
        }
        entry.carry(link, () -> links.remove(link));
    }
}
