package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/** Finds what a request subscribes to, for one kind of handlers. */
@FunctionalInterface
interface SubscriptionSource {

    /** @return null if the handler is not of this kind, or issues no tokens */
    @Nullable SubscriptionQuery find(HandlerMethod handler, HttpServletRequest request);
}
