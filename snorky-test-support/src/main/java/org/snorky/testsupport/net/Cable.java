package org.snorky.testsupport.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable to a TCP port of this machine, with a port of its own, that can be cut and mended.
 *
 * <p>Cut, it ends all connections through it and every new one at once. Thread-safe.
 */
public final class Cable implements AutoCloseable {

    private static final int BUFFER_BYTES = 8192;

    private final int target;
    private final ServerSocket entry;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** Lays a cable to a port. */
    public Cable(int target) {
        this.target = target;
        try {
            entry = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start("accept", this::acceptAll);
    }

    /** The port at this end. */
    public int port() {
        return entry.getLocalPort();
    }

    public void cut() {
        cut = true;
        sockets.forEach(Cable::end);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            entry.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void acceptAll() {
        while (!entry.isClosed()) {
            try {
                connect(entry.accept());
            } catch (IOException ended) {
                // Closed, or the target is away: whoever connected has been told by the end of the connection.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = null;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } finally {
            if (far == null) {
                end(near);
            }
        }
        Socket other = far;
        sockets.add(near);
        sockets.add(other);
        if (cut) {
            end(near);
            end(other);
        }
        start("out", () -> pump(near, other));
        start("back", () -> pump(other, near));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException ended) {
            // Either end may go at any time; the other is told below.
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, "cable-" + port() + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyEnded) {
            // Nothing is left to end.
        }
    }
}
