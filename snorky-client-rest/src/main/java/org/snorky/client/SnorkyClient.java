package org.snorky.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * A trusted application's connection to a Snorky server's backend over HTTP.
 *
 * <p>Every method fails in one of two ways: {@link SnorkyServerException} when the server answered and refused, with its
 * code and text, and {@link SnorkyUnavailableException} when it gave no answer that counts. What may be repeated without
 * harm is retried before the latter is thrown: {@code publish(DeltaBatch)} always, since every batch carries an id;
 * {@code authorize}, {@code cancel} and {@code revoke} too, whose repetition then counts only what was left to end; channel messages and arbitrary calls only if the server certainly did not
 * get them.
 *
 * <p>Safe for all threads; methods block until answered, at most for the time-outs of all attempts together.
 */
public interface SnorkyClient extends SnorkyBackend {

    /** Starts with the server's default address, one-second connect and five-second read time-out, two retries. */
    static SnorkyClientBuilder builder() {
        return new SnorkyClientBuilder();
    }

    /**
     * Publishes changes that are committed, under a batch id of the client's making.
     *
     * @return the position of the last change in the server's log
     */
    default String publish(List<? extends Change> changes) {
        return publish(new DeltaBatch(null, List.copyOf(changes)));
    }

    /** Authorises a subscription for whoever holds its token. */
    default Authorization authorize(List<SubscriptionItem> items) {
        return authorize(items, null);
    }

    /**
     * Calls a command of a service of the server's backend registry.
     *
     * @param params the parameters by name: a map, a record, or a tree; null for none
     * @return the reply's data as a tree; JSON null if the command returns nothing
     */
    JsonNode call(String service, String command, @Nullable Object params);

    /** Calls a command and reads its reply as a type; null if the command returned nothing. */
    <T> @Nullable T call(String service, String command, @Nullable Object params, Class<T> type);

    /** Calls a command and reads its reply as a generic type; null if the command returned nothing. */
    <T> @Nullable T call(String service, String command, @Nullable Object params, TypeReference<T> type);
}
