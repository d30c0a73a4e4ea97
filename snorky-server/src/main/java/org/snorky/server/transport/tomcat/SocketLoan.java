package org.snorky.server.transport.tomcat;

import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The way out by the socket of one connection; empty until its handshake is over, and after it where Tomcat lends no socket. */
final class SocketLoan {

    private final Scratch scratch;
    private volatile @Nullable FrameOutput output;

    SocketLoan(Scratch scratch) {
        this.scratch = scratch;
    }

    FrameOutput fill(SocketWrapperBase<?> socket) {
        FrameOutput filled = new FrameOutput(socket, scratch);
        output = filled;
        return filled;
    }

    @Nullable FrameOutput output() {
        return output;
    }
}
