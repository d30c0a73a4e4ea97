package org.snorky.server.cursors;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.session.ClientSession;
import tools.jackson.databind.JsonNode;

/**
 * Documents, the clients of this process in them, and the cursors there, those of other processes that share them included.
 *
 * <ol>
 *   <li>What a client is given when it enters, and each cursor added, updated and removed that it is told of afterwards, make
 *       up the document's cursors but for those it owns, in the order in which it happens. Processes that share documents
 *       may hear of the changes one after the other, but they end with the same cursors.
 *   <li>A handle is given once, in all processes that share the document.
 *   <li>What has returned has happened: whoever enters in this process afterwards is given it. It may have been told before.
 *   <li>{@link #exit} and {@link #remove} do not fail: for this process it has happened when they return, and others hear of it
 *       at the latest when they can be reached. The cursors of a process that is gone without a word go with it, after a
 *       time.
 *   <li>All may block, for a bounded time. {@link #enter}, {@link #add} and {@link #update} may throw {@link ProtocolException},
 *       with the code {@code unavailable} where nothing has been done, and {@code timeout} where something may have been: then
 *       there is no cursor of a failed {@link #add} in the end, while a failed {@link #update} may count.
 * </ol>
 *
 * Safe for all threads; what is done for one client is done by one thread at a time. No lock of the caller's may be held that
 * a receiver of {@link #enter} takes. Documents are tested by extending {@code DocumentsContract}, which this module's
 * test-jar brings.
 */
public interface Documents {

    /**
     * Lets a client hear of a document's cursors from here on.
     *
     * @param document what {@code key} is the key of
     * @param there is given the cursors that are there as JSON, before this returns, while nothing changes; it must only queue
     *     what it sends, and may throw: then the client is not in the document
     */
    void enter(ClientSession client, JsonKey key, JsonNode document, Consumer<Iterable<byte[]>> there);

    /** Takes a client out of a document that it has entered, and then its cursors there. */
    void exit(ClientSession client, JsonKey document, Collection<Long> cursors);

    /**
     * Adds a cursor to a document that its owner has entered, and tells the others there.
     *
     * @return its handle, or nothing where the document has as many cursors as it may
     */
    OptionalLong add(ClientSession owner, JsonKey document, Cursor cursor);

    /** Changes a cursor that was added by a client of this process, and tells the others there. */
    void update(JsonKey document, long handle, Cursor cursor);

    /** Takes away a cursor that was added by a client of this process, and tells the others there. */
    void remove(JsonKey document, long handle);

    /** How many documents clients of this process are in. */
    int count();
}
