package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a trusted application asks of a Snorky server, whether it runs in the same process or at the end of an HTTP
 * connection.
 *
 * <ol>
 *   <li>A batch is delivered whole and in order, or not at all.
 *   <li>The same batch id again, within the server's idempotency window, changes nothing and gives the same position.
 *   <li>From the moment {@link #authorize} returns, its subscription misses nothing that is published.
 * </ol>
 *
 * All methods may be called by any thread. They block for at most the implementation's time-outs.
 */
public interface SnorkyBackend {

    /**
     * Publishes changes that are committed.
     *
     * @return the position of the batch's last change in the server's log, opaque
     * @throws ProtocolException if the server refuses the batch
     */
    String publish(DeltaBatch batch);

    /**
     * Authorises a subscription; the client that is given the token may acquire it.
     *
     * @param identity who alone may acquire it, any JSON value, or null for whoever holds the token
     * @throws ProtocolException if an item names no dealer or asks a bad query
     */
    Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity);

    /** Ends a subscription, acquired or not; tells whether there was one, since an unknown token is no error. */
    boolean cancel(String token);

    /**
     * Ends subscriptions whose holders may no longer see what they see.
     *
     * <p>Once this returns, none of those that were authorised before is delivered or acquired any more; their clients
     * are told to fetch anew, which is when the application decides what they still get.
     *
     * @param empty whether clients are to empty their lists at once, and not first when they have fetched
     * @return how many subscriptions ended
     * @throws ProtocolException if the revocation is of an item that names no dealer or asks a bad query
     */
    int revoke(Revocation revocation, boolean empty);

    /** Sends a message to all subscribers of a channel. */
    void publish(JsonNode channel, JsonNode message);

    /**
     * Changes that belong together.
     *
     * @param batchId makes a repetition harmless; null where the caller never repeats
     */
    record DeltaBatch(
            @Nullable String batchId,
            @JsonProperty("deltas") List<Change> changes) {}

    /**
     * A subscription that waits to be acquired.
     *
     * @param token unguessable; whoever has it can acquire the subscription
     * @param position where in the log the subscription begins, opaque
     * @param expiresAt when it dies if nobody acquires it
     */
    record Authorization(String token, String position, Instant expiresAt) {}
}
