package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.snorky.spring.publish.PositionWatch;
import org.springframework.http.HttpHeaders;

/** The position that a writing request is answered with: the server's, of the last of what the request changed. */
final class AnsweredPosition {

    private static final String ATTRIBUTE = AnsweredPosition.class.getName();

    private final long longestWait;

    AnsweredPosition(Duration longestWait) {
        this.longestWait = longestWait.toNanos();
    }

    void watch(HttpServletRequest request, PositionWatch watch) {
        request.setAttribute(ATTRIBUTE, watch);
    }

    /** Adds the header, once, if the request succeeded and the position becomes known in time. */
    void tell(HttpServletRequest request, HttpServletResponse response) {
        PositionWatch watch = take(request);
        if (watch == null) {
            return;
        }
        try (watch) {
            if (!response.isCommitted() && response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
                watch.await(longestWait).ifPresent(position -> add(response, position));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void add(HttpServletResponse response, String position) {
        response.setHeader(SnorkyHeaders.SNORKY_POSITION, position);
        response.addHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SnorkyHeaders.SNORKY_POSITION);
    }

    void close(HttpServletRequest request) {
        PositionWatch watch = take(request);
        if (watch != null) {
            watch.close();
        }
    }

    private static @Nullable PositionWatch take(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof PositionWatch watch) {
            request.removeAttribute(ATTRIBUTE);
            return watch;
        }
        return null;
    }
}
