package org.snorky.server.transport.socket;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.snorky.server.limit.Limit;
import org.snorky.server.limit.Refusals;
import org.snorky.server.service.Connection;
import org.snorky.server.session.CloseReason;

/**
 * One client's way in: frames become messages, which go to the services one after the other until it is gone.
 *
 * <p>A container may tell of the end while a message is still coming in, on another thread; services must not.
 */
final class ClientLink {

    private final SocketSession session;
    private final Connection connection;
    private final int messageSize;
    private final Refusals refusals;
    private @Nullable ByteArrayOutputStream begun;
    private boolean gone;

    ClientLink(SocketSession session, Connection connection, int messageSize, Refusals refusals) {
        this.session = session;
        this.connection = connection;
        this.messageSize = messageSize;
        this.refusals = refusals;
    }

    SocketSession session() {
        return session;
    }

    /** Takes a part of a message; parts of one that is too long close the session unread. */
    synchronized void receive(byte[] utf8, boolean last) {
        if (gone || !session.isOpen()) {
            return;
        }
        session.spoke();
        int length = utf8.length + (begun == null ? 0 : begun.size());
        if (length > messageSize) {
            begun = null;
            refusals.count(Limit.MESSAGE_SIZE);
            session.close(CloseReason.MESSAGE_TOO_BIG);
        } else if (begun == null && last) {
            connection.receive(utf8);
        } else {
            append(utf8, last);
        }
    }

    private void append(byte[] utf8, boolean last) {
        ByteArrayOutputStream message = begun == null ? new ByteArrayOutputStream(2 * utf8.length) : begun;
        message.writeBytes(utf8);
        begun = last ? null : message;
        if (last) {
            connection.receive(message.toByteArray());
        }
    }

    synchronized void disconnected() {
        gone = true;
        begun = null;
        session.disconnected();
        connection.close();
    }
}
