package org.snorky.server.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that comes after the request's thread has gone: the service's, or 504 when its time is over. */
final class LateAnswer implements AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(LateAnswer.class);

    private final AsyncContext context;
    private final AtomicBoolean answered = new AtomicBoolean();

    LateAnswer(AsyncContext context, Duration timeout) {
        this.context = context;
        context.setTimeout(timeout.toMillis());
        context.addListener(this);
    }

    void awaits(CompletionStage<HttpAnswer> answer) {
        answer.thenAccept(this::give);
    }

    private void give(HttpAnswer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            answer.writeTo((HttpServletResponse) context.getResponse());
        } catch (IOException | RuntimeException gone) {
            log.debug("Nobody waits for the answer any more", gone);
        }
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        give(Problem.noAnswer().answer());
    }

    @Override
    public void onError(AsyncEvent event) {
        if (answered.compareAndSet(false, true)) {
            context.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
