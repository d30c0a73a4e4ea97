package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Decides who alone may acquire the subscription that a request asks for: the identity it will have at the server. */
@FunctionalInterface
public interface SubscriptionIdentity {

    /** @return any JSON value, or null for whoever holds the token */
    @Nullable JsonNode of(HttpServletRequest request);

    /** The name of the request's principal; whoever holds the token where nobody is logged in. */
    static SubscriptionIdentity principal() {
        return request -> {
            Principal principal = request.getUserPrincipal();
            return principal == null ? null : StringNode.valueOf(principal.getName());
        };
    }

    /** Whoever holds the token. */
    static SubscriptionIdentity none() {
        return request -> null;
    }
}
