package org.snorky.server.datasync.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Revocation;
import org.snorky.server.compact.CompactSet;

/** What is attached, by the tokens of the subscriptions and by whom they are for. Not safe for threads by itself. */
final class Bearers {

    private final Map<String, Attachment> byToken = new HashMap<>();
    private final Map<JsonKey, Set<Attachment>> byIdentity = new HashMap<>();

    /** @param attachment one whose token nobody bears, or only somebody who is removed soon */
    void add(Attachment attachment) {
        byToken.put(attachment.subscription().token(), attachment);
        JsonKey identity = attachment.identity();
        if (identity != null) {
            byIdentity.merge(identity, Set.of(attachment), (known, one) -> CompactSet.with(known, attachment));
        }
    }

    void remove(Attachment attachment) {
        byToken.remove(attachment.subscription().token(), attachment);
        JsonKey identity = attachment.identity();
        if (identity != null) {
            byIdentity.computeIfPresent(identity, (key, known) -> {
                Set<Attachment> left = CompactSet.without(known, attachment);
                return left.isEmpty() ? null : left;
            });
        }
    }

    /**
     * A copy, so that they can be removed meanwhile.
     *
     * @param which of those that name a token or an identity
     */
    List<Attachment> meantBy(Revocation which) {
        if (which instanceof Revocation.OfIdentity of) {
            return List.copyOf(byIdentity.getOrDefault(JsonKey.of(of.identity()), Set.of()));
        }
        @Nullable Attachment bearer = byToken.get(((Revocation.OfToken) which).token());
        return bearer == null ? List.of() : List.of(bearer);
    }

    /** A copy. */
    List<Attachment> all() {
        return List.copyOf(byToken.values());
    }
}
