package org.snorky.testsupport.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a cable: two sockets, and what is carried between them. */
final class Link {

    private static final int BUFFER_BYTES = 8192;

    private final Socket near;
    private final Socket far;
    private final Gate gate;
    private volatile boolean stranded;

    Link(Socket near, Socket far, Gate gate) {
        this.near = near;
        this.far = far;
        this.gate = gate;
    }

    /** Carries in one direction until either socket ends. */
    void carry(Cable.Side to) {
        Socket source = to == Cable.Side.FAR ? near : far;
        Socket sink = to == Cable.Side.FAR ? far : near;
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = source.getInputStream();
            OutputStream out = sink.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                write(out, buffer, n);
            }
        } catch (IOException ended) {
            // Either end may go at any time; the other is told below.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (!stranded) {
                end();
            }
        }
    }

    private void write(OutputStream out, byte[] buffer, int length) throws IOException, InterruptedException {
        int written = 0;
        while (written < length) {
            int piece = gate.piece(length - written);
            gate.pass(piece);
            out.write(buffer, written, piece);
            written += piece;
        }
    }

    void end() {
        end(near);
        end(far);
    }

    /** Prepares both sides before it ends one, since whoever carries between them then ends the other. */
    void reset() {
        prepareReset(near);
        prepareReset(far);
        end();
    }

    /** Ends one side; the other stays open, and nothing is read from it or written to it any more. */
    void strand(Cable.Side believing) {
        stranded = true;
        Socket ending = believing == Cable.Side.NEAR ? far : near;
        prepareReset(ending);
        end(ending);
    }

    boolean isStranded() {
        return stranded;
    }

    boolean isOver() {
        return near.isClosed() && far.isClosed();
    }

    private static void prepareReset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyEnded) {
            // Then it is ended in its own way.
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyEnded) {
            // Nothing is left to end.
        }
    }
}
