package org.snorky.benchmarks.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntSupplier;

/** Ports of the loopback interface that nobody listens on, from one on; no port is given twice. */
final class FreePorts implements IntSupplier {

    private static final int LAST = 65_535;

    private int next;

    FreePorts(int first) {
        this.next = first;
    }

    @Override
    public int getAsInt() {
        while (next <= LAST) {
            int port = next++;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody else's.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
