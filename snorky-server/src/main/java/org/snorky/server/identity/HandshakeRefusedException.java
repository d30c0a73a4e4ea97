package org.snorky.server.identity;

/** A client may not connect. The message is for logs; the client learns the status alone. */
public final class HandshakeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private HandshakeRefusedException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    private HandshakeRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Nobody has proved who the client is. */
    public static HandshakeRefusedException unauthorized(String message) {
        return new HandshakeRefusedException(401, message);
    }

    /** What the client presents proves nothing. */
    public static HandshakeRefusedException unauthorized(String message, Throwable cause) {
        return new HandshakeRefusedException(401, message, cause);
    }

    /** It is known who the client is, and it may not connect. */
    public static HandshakeRefusedException forbidden(String message) {
        return new HandshakeRefusedException(403, message);
    }

    /** It cannot be found out now who the client is. */
    public static HandshakeRefusedException unavailable(String message, Throwable cause) {
        return new HandshakeRefusedException(503, message, cause);
    }

    /** The HTTP status that the client gets. */
    public int status() {
        return status;
    }
}
