package org.snorky.spring.subscribe;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.spring.publish.RowWriter;
import org.springframework.core.convert.ConversionException;
import org.springframework.expression.EvaluationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives requests for a list the token of a subscription, before their handler runs, and takes it back if that fails.
 *
 * <p>Acts on handlers with a subscription alone, and once for a request: not when it is dispatched again for an error, or
 * to finish asynchronously.
 */
final class SubscribeInterceptor implements HandlerInterceptor {

    private final List<SubscriptionSource> sources;
    private final SubscriptionIssuer issuer;
    private final SubscriptionIdentity identity;
    private final QueryVariables variables;
    private final Supplier<EvaluationContext> contexts;
    private final RowWriter json;

    SubscribeInterceptor(
            List<SubscriptionSource> sources,
            SubscriptionIssuer issuer,
            SubscriptionIdentity identity,
            QueryVariables variables,
            Supplier<EvaluationContext> contexts,
            RowWriter json) {
        this.sources = sources;
        this.issuer = issuer;
        this.identity = identity;
        this.variables = variables;
        this.contexts = contexts;
        this.json = json;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        SubscriptionQuery query = find(method, request);
        if (query == null) {
            return true;
        }
        response.addHeader(HttpHeaders.VARY, SnorkyHeaders.SNORKY);
        if (SnorkyHeaders.SUBSCRIBE.equalsIgnoreCase(request.getHeader(SnorkyHeaders.SNORKY))) {
            items(query, request)
                    .flatMap(items -> issuer.issue(items, identity.of(request)))
                    .ifPresent(token -> IssuedToken.issue(token, request, response));
        }
        return true;
    }

    private @Nullable SubscriptionQuery find(HandlerMethod handler, HttpServletRequest request) {
        for (SubscriptionSource source : sources) {
            SubscriptionQuery query = source.find(handler, request);
            if (query != null) {
                return query;
            }
        }
        return null;
    }

    /** Nothing where the request has a value of a wrong type: the handler will say so. */
    private Optional<List<SubscriptionItem>> items(SubscriptionQuery query, HttpServletRequest request) {
        Map<String, Object> values;
        try {
            values = variables.of(query.parameters(), request);
        } catch (ConversionException badRequest) {
            return Optional.empty();
        }
        return Optional.of(query.evaluate(contexts.get(), values, json));
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (failure != null || response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
            IssuedToken.withdraw(request, response, issuer);
        }
    }
}
