package org.snorky.hostile;

/**
 * Where an attack goes, and how large it is.
 *
 * @param scale 1 in the short form
 */
record Target(int frontend, int backend, String key, int scale) {

    /** A connection that has said nothing yet. */
    RawSocket connect() {
        return new RawSocket(frontend);
    }

    RawSocket connectToBackend() {
        return new RawSocket(backend);
    }

    /** A WebSocket, open. */
    RawSocket open() {
        RawSocket socket = connect();
        String head = socket.upgrade("/ws", "");
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError("Refused: " + head);
        }
        return socket;
    }

    /** How many of something that the short form has so many of. */
    int times(int shortForm) {
        return shortForm * scale;
    }
}
