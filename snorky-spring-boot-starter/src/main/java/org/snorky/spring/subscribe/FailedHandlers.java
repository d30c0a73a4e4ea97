package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes the token back as soon as a handler fails, before anybody writes the answer: a request that is refused by method
 * security must not leave with a token, and be it for a moment.
 */
final class FailedHandlers implements HandlerExceptionResolver, Ordered {

    private final SubscriptionIssuer issuer;

    FailedHandlers(SubscriptionIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Resolves nothing. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        IssuedToken.withdraw(request, response, issuer);
        return null;
    }
}
