package org.snorky.server.config;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.PlainJson;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.pubsub.PubSub;
import tools.jackson.databind.JsonNode;

/** The server as the application in its own process asks it; what it is given it treats as if it had come by wire. */
final class LocalBackend implements SnorkyBackend {

    private final DataSync dataSync;
    private final @Nullable PubSub pubSub;

    /** @param pubSub null where it is switched off */
    LocalBackend(DataSync dataSync, @Nullable PubSub pubSub) {
        this.dataSync = dataSync;
        this.pubSub = pubSub;
    }

    @Override
    public String publish(DeltaBatch batch) {
        List<Change> plain = batch.changes().stream().map(LocalBackend::plain).toList();
        return ask(() -> dataSync.publish(new DeltaBatch(batch.batchId(), plain)))
                .toString();
    }

    private static Change plain(Change change) {
        if (change instanceof Delta delta) {
            return delta.withRows(PlainJson::of);
        }
        return change instanceof Invalidation.Item invalidation
                ? new Invalidation.Item(plain(invalidation.item()))
                : change;
    }

    private static SubscriptionItem plain(SubscriptionItem item) {
        return new SubscriptionItem(item.dealer(), PlainJson.of(item.query()));
    }

    @Override
    public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
        List<SubscriptionItem> plain = items.stream().map(LocalBackend::plain).toList();
        JsonNode who = identity == null ? null : PlainJson.of(identity);
        return ask(() -> dataSync.authorize(plain, who));
    }

    @Override
    public boolean cancel(String token) {
        return ask(() -> dataSync.cancel(token));
    }

    @Override
    public int revoke(Revocation revocation, boolean empty) {
        return ask(() -> dataSync.revoke(plain(revocation), empty));
    }

    private static Revocation plain(Revocation revocation) {
        if (revocation instanceof Revocation.OfIdentity of) {
            return new Revocation.OfIdentity(PlainJson.of(of.identity()));
        }
        return revocation instanceof Revocation.OfItem of ? new Revocation.OfItem(plain(of.item())) : revocation;
    }

    @Override
    public void publish(JsonNode channel, JsonNode message) {
        if (pubSub == null) {
            throw new ProtocolException("No such service", ErrorCode.NO_SUCH_SERVICE);
        }
        PubSub open = pubSub;
        ask(() -> {
            open.publish(PlainJson.of(channel), PlainJson.of(message));
            return true;
        });
    }

    /** A server that cannot reach what it shares with others refuses nothing: it is away, as one that cannot be reached itself. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (UnavailableException away) {
            throw new IllegalStateException(away.getMessage(), away);
        }
    }
}
