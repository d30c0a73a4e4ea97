package org.snorky.server.session;

/**
 * Why the server closes a connection.
 *
 * @param code a WebSocket close code (RFC 6455, section 7.4)
 * @param text for people, at most 123 bytes of UTF-8
 */
public record CloseReason(int code, String text) {

    public static final CloseReason GOING_AWAY = new CloseReason(1012, "Server restarts, come back");

    /** To clients that know no word for it. */
    public static final CloseReason LOG_LOST = new CloseReason(1012, "Changes were lost, come back and fetch");

    public static final CloseReason MESSAGE_TOO_BIG = new CloseReason(1009, "Message too big");
    public static final CloseReason TOO_SLOW = new CloseReason(1013, "Client too slow, queue full");

    /** Of the range that RFC 6455 leaves to applications: the client comes back at once, with a new token. */
    public static final CloseReason TOKEN_EXPIRED = new CloseReason(4001, "Token expired");

    public static final CloseReason TOO_MANY_MESSAGES = new CloseReason(1008, "Too many messages");
    public static final CloseReason SERVER_FULL = new CloseReason(1013, "Too much waits for all clients");
    public static final CloseReason TOO_MANY_CONNECTIONS = new CloseReason(1013, "Too many connections");
    public static final CloseReason IDLE = new CloseReason(4002, "Idle");
}
