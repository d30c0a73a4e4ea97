package org.snorky.benchmarks.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback interface that was free a moment ago. */
final class FreePort {

    private FreePort() {}

    static int number() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String text() throws IOException {
        return Integer.toString(number());
    }
}
