package org.snorky.server.limit;

import java.util.Locale;

/** Something that clients may have so much of and no more. */
public enum Limit {

    /** Connections of all clients together. */
    CONNECTIONS,

    /** Connections from one network address. */
    CONNECTIONS_PER_ADDRESS,

    /** Connections of one identity. */
    CONNECTIONS_PER_IDENTITY,

    /** Messages of one connection in a time. */
    MESSAGE_RATE,

    /** Bytes of one connection in a time. */
    BYTE_RATE,

    /** Messages above the rate, after which the connection is closed. */
    FLOOD,

    /** The length of a message. */
    MESSAGE_SIZE,

    /** The nesting of a message, and the lengths of its strings, numbers and names. */
    MESSAGE_SHAPE,

    /** The length of the name of a service. */
    NAME_LENGTH,

    /** Messages of one connection that wait for services. */
    PENDING,

    /** What waits for one client. */
    QUEUE,

    /** What waits for all clients together. */
    TOTAL_QUEUE,

    /** The time in which nothing is said either way. */
    IDLE;

    /** As metrics name it. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
