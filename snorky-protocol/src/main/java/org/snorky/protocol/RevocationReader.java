package org.snorky.protocol;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads from untrusted JSON whose subscriptions to end. */
public final class RevocationReader {

    private RevocationReader() {}

    /**
     * Reads which subscriptions are meant.
     *
     * @param object a JSON object with either {@code token}, or {@code identity}, or {@code dealer} and {@code query}
     * @throws ProtocolException if it is none or several of these
     */
    public static Revocation read(JsonNode object) {
        boolean ofItem = object.has("dealer") || object.has("query");
        if (Stream.of(object.has("token"), object.has("identity"), ofItem)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new ProtocolException(
                    "Give either token, or identity, or dealer and query", ErrorCode.INVALID_PARAMS, "");
        }
        if (ofItem) {
            return new Revocation.OfItem(SubscriptionItemReader.read(object, ""));
        }
        return object.has("identity") ? ofIdentity(object.get("identity")) : ofToken(object.get("token"));
    }

    private static Revocation ofIdentity(JsonNode identity) {
        if (identity.isNull()) {
            throw new ProtocolException("identity must not be null", ErrorCode.INVALID_PARAMS, "/identity");
        }
        return new Revocation.OfIdentity(identity);
    }

    private static Revocation ofToken(@Nullable JsonNode token) {
        if (token == null) {
            throw new ProtocolException("Missing field 'token', 'identity' or 'dealer'", ErrorCode.MISSING_FIELD, "");
        }
        if (!token.isString()) {
            throw new ProtocolException("token must be string", ErrorCode.INVALID_TOKEN, "/token");
        }
        return new Revocation.OfToken(token.stringValue());
    }

    /**
     * Reads whether the holders are to empty their lists.
     *
     * @param empty the member of that name, or null where there is none
     */
    public static boolean isEmptying(@Nullable JsonNode empty) {
        if (empty != null && !empty.isBoolean()) {
            throw new ProtocolException("empty must be true or false", ErrorCode.INVALID_PARAMS, "/empty");
        }
        return empty != null && empty.booleanValue();
    }
}
