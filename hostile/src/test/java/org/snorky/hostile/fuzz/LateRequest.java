package org.snorky.hostile.fuzz;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;

/** A request to the backend that may be answered by another thread. */
final class LateRequest extends MockHttpServletRequest {

    private final ServletResponse response;
    private @Nullable CountDownLatch late;

    LateRequest(String method, String pathInfo, ServletResponse response) {
        super(method, "/backend" + pathInfo);
        setServletPath("/backend");
        setPathInfo(pathInfo.isEmpty() ? null : pathInfo);
        setAsyncSupported(true);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        CountDownLatch answered = new CountDownLatch(1);
        late = answered;
        return new MockAsyncContext(this, response) {

            @Override
            public void complete() {
                super.complete();
                answered.countDown();
            }
        };
    }

    boolean isAnswered(long time, TimeUnit unit) throws InterruptedException {
        return late == null || late.await(time, unit);
    }
}
