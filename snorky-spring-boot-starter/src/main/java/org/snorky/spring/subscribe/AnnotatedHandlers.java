package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Handler methods with {@link Subscribe} annotations of their own, also on an interface's method that they implement. */
final class AnnotatedHandlers implements SubscriptionSource {

    private final Map<Method, SubscriptionQuery> queries = new ConcurrentHashMap<>();

    @Override
    public @Nullable SubscriptionQuery find(HandlerMethod handler, HttpServletRequest request) {
        return find(handler);
    }

    /** @throws InvalidSubscribeException if an annotation cannot be used */
    @Nullable SubscriptionQuery find(HandlerMethod handler) {
        SubscriptionQuery query = queries.computeIfAbsent(handler.getMethod(), method -> read(handler));
        return query.isEmpty() ? null : query;
    }

    private static SubscriptionQuery read(HandlerMethod handler) {
        Set<Subscribe> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(
                handler.getMethod(), Subscribe.class, Subscribe.List.class);
        return SubscriptionQuery.of(annotations, handler.getShortLogMessage(), List.of(handler.getMethodParameters()));
    }
}
