package org.snorky.testsupport.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of this machine whose connections somebody carries elsewhere, with the threads that this takes. */
final class Entry implements AutoCloseable {

    private final String name;
    private final ServerSocket socket;

    /** @param name what its threads are called after */
    Entry(String name) {
        this.name = name;
        try {
            socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Has each new connection taken in, one after the other, until it is closed. */
    void admit(Intake intake) {
        start("accept", () -> {
            while (!isClosed()) {
                try {
                    intake.take(socket.accept());
                } catch (IOException ended) {
                    // Closed, or one of the ends is away: whoever connected has been told by the end of the connection.
                }
            }
        });
    }

    /** Carries in both directions, and tells when neither goes on. */
    void carry(Link link, Runnable over) {
        start("out", () -> carry(link, Cable.Side.FAR, over));
        start("back", () -> carry(link, Cable.Side.NEAR, over));
    }

    private static void carry(Link link, Cable.Side to, Runnable over) {
        link.carry(to);
        if (link.isOver()) {
            over.run();
        }
    }

    void start(String purpose, Runnable task) {
        Thread thread = new Thread(task, name + "-" + port() + "-" + purpose);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes a new connection in. */
    interface Intake {
        void take(Socket near) throws IOException;
    }
}
