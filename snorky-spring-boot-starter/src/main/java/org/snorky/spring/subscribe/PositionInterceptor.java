package org.snorky.spring.subscribe;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.snorky.spring.publish.PositionWatch;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Watches what a writing request publishes, if the request asks for its position.
 *
 * <p>An answer that is finished on another thread has none, and neither has that of an error dispatch.
 */
final class PositionInterceptor implements AsyncHandlerInterceptor {

    private static final Set<String> READING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final AnsweredPosition answered;

    PositionInterceptor(AnsweredPosition answered) {
        this.answered = answered;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && !READING.contains(request.getMethod())
                && SnorkyHeaders.POSITION.equalsIgnoreCase(request.getHeader(SnorkyHeaders.SNORKY))) {
            answered.watch(request, PositionWatch.open());
        }
        return true;
    }

    /** For answers without a body; where there is one, its headers have left by now. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        answered.tell(request, response);
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        answered.close(request);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        answered.close(request);
    }
}
