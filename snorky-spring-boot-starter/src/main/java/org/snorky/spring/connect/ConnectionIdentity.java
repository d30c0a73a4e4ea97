package org.snorky.spring.connect;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides as whom the server will know the user who asks for a connection token.
 *
 * <p>By default as whom subscriptions are authorised for, which must be the same to be acquired, and where those are for
 * whoever has the token, by the name of the request's principal.
 */
@FunctionalInterface
public interface ConnectionIdentity {

    /** @return null if nobody is logged in who may have a token */
    @Nullable String of(HttpServletRequest request);
}
