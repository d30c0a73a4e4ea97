package org.snorky.server.messaging;

import java.util.Collection;
import java.util.List;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;

/**
 * Which name is held by which client, of this process or of others that share the names, and the way to whoever holds one.
 *
 * <ol>
 *   <li>A name is held by one client at most, in all processes: from when {@link #take} gives it until {@link #drop}, or until
 *       a client's process is gone without a word and others may have what it held.
 *   <li>A message goes to the client that holds the destination's name at the moment at which it is queued, once at most, and
 *       only if the sending client holds the sender's at that moment. Those to one client have one order, and those of one
 *       client to one client that in which they were sent.
 *   <li>{@link #drop} does not fail: for its client the name is free when it returns, and for others at the latest when they can
 *       be reached.
 *   <li>Where a client has lost a name, since this process was not heard of for long and another client took it, it is closed.
 *   <li>All may block, for a bounded time, and all but {@link #drop} may throw {@link ProtocolException}, with the code {@code
 *       unavailable} where nothing has been done, and {@code timeout} where something may have been: then the name is not held
 *       in the end, and the message has been queued or never will be.
 * </ol>
 *
 * Safe for all threads; what is done for one client is done by one thread at a time. Names are tested by extending {@code
 * NamesContract}, which this module's test-jar brings.
 */
public interface Names {

    /** What became of a name that was to be taken. */
    enum Taking {
        TAKEN,

        /** A client holds it, perhaps the same one. */
        HELD,

        /** As many names are held as may be. */
        TOO_MANY
    }

    /** What became of a message. */
    enum Sending {
        QUEUED,

        /** The client does not hold the sender's name. */
        NOT_THE_SENDER,

        /** Nobody holds the destination's name. */
        NO_DESTINATION
    }

    /** Has a client of this process hold a name, if nobody holds it. */
    Taking take(ClientSession client, String name);

    /** Frees names that a client of this process holds; others, and names that it has lost, stay as they are. */
    void drop(ClientSession client, Collection<String> names);

    /** Whether anybody holds the name. */
    boolean isHeld(String name);

    /** All names that are held, sorted by their characters. */
    List<String> all();

    /**
     * Sends a message to whoever holds a name.
     *
     * @param sender the name under which a client of this process sends it
     */
    Sending send(ClientSession client, String sender, String destination, OutboundMessage message);
}
