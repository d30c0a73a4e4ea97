package org.snorky.benchmarks.load;

import java.util.List;

/** The way to publish: over one connection, in order. Of what the server answers, only failures of HTTP are looked at. */
public sealed interface Publisher {

    /** What is sent to have a message published. */
    @FunctionalInterface
    interface Encoding {

        /**
         * Gives what to send.
         *
         * @param payload a JSON object, of ASCII characters only, which subscribers must get as it is
         * @param number of the message, from 0 on in each life of a server
         */
        String encode(String payload, long number);
    }

    /** What is sent for a message. */
    Encoding encoding();

    /** Whether a message may be sent before the server has answered to the one before it. */
    default boolean pipelined() {
        return true;
    }

    /**
     * Over a WebSocket.
     *
     * @param greeting what is said before the first message
     * @param binary whether all frames of this connection are binary ones
     */
    record OverWebSocket(Handshake handshake, List<Step> greeting, boolean binary, Encoding encoding)
            implements Publisher {}

    /**
     * By HTTP POST over a connection that is kept alive.
     *
     * @param headers further header lines, without line ends; {@code Content-Length} is added
     * @param pipelined whether a request may be sent before the one before it is answered
     */
    record OverHttp(int port, String path, List<String> headers, boolean pipelined, Encoding encoding)
            implements Publisher {}
}
