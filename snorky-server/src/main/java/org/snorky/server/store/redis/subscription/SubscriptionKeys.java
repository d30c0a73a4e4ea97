package org.snorky.server.store.redis.subscription;

import java.util.ArrayList;
import java.util.List;
import org.snorky.protocol.JsonKey;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.store.redis.link.RedisKeys;
import tools.jackson.databind.JsonNode;

/** Names of the keys of subscriptions. */
record SubscriptionKeys(RedisKeys keys) {

    int bucketOf(String token) {
        return keys.bucketOf(token);
    }

    /** The set of all in a bucket. */
    String all(int bucket) {
        return keys.of("subs", bucket, "all");
    }

    String hash(String token) {
        return hashes(bucketOf(token)) + token;
    }

    /** What the hashes of a bucket begin with. */
    String hashes(int bucket) {
        return keys.of("subs", bucket, "t:");
    }

    /** The hash and the set of all, which most scripts want. */
    List<String> of(String token) {
        return List.of(hash(token), all(bucketOf(token)));
    }

    /** The indexes that a subscription stands in, each once. */
    List<String> indexesOf(Subscription subscription) {
        int bucket = bucketOf(subscription.token());
        List<String> indexes = new ArrayList<>();
        JsonNode identity = subscription.identity();
        if (identity != null) {
            indexes.add(identity(bucket, identity));
        }
        subscription.items().stream().map(item -> item(bucket, item)).distinct().forEach(indexes::add);
        return indexes;
    }

    /** The index that has what is to be removed. */
    String index(int bucket, Revocation.OfIdentity of) {
        return identity(bucket, of.identity());
    }

    String index(int bucket, Revocation.OfItem of) {
        return item(bucket, of.item());
    }

    /** What the channels begin with by which nodes are told that a token was taken from them. */
    String takeOvers() {
        return keys.of("nodes", "to:");
    }

    private String identity(int bucket, JsonNode identity) {
        return keys.of(
                "subs", bucket, "i:" + RedisKeys.digest(JsonKey.of(identity).canonicalJson()));
    }

    private String item(int bucket, SubscriptionItem item) {
        // A dealer's name has no line break in it that a query's JSON could begin behind.
        String text = item.dealer() + '\n' + JsonKey.of(item.query()).canonicalJson();
        return keys.of("subs", bucket, "q:" + RedisKeys.digest(text));
    }
}
