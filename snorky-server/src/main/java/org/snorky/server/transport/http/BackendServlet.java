package org.snorky.server.transport.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SnorkyHeaders;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.transport.BoundedBody;

/**
 * The HTTP backend. Nothing of a request is looked at before its key.
 *
 * <p>A servlet and no controller, because an embedding application's own interceptors, converters and exception handlers
 * reach all of Spring MVC, the management port included, and are not meant for this.
 */
public final class BackendServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Logger log = LoggerFactory.getLogger(BackendServlet.class);

    private final transient BackendKeys keys;
    private final transient KeyRefusals refusals;
    private final transient List<BackendResource> resources;
    private final int maxBody;
    private final transient Duration timeout;

    /**
     * @param services the backend registry's
     * @param backend what the REST resources ask; null where there are none
     * @param maxBody longest body taken, in bytes
     * @param timeout how long a service may take to answer
     */
    public BackendServlet(
            BackendKeys keys,
            KeyRefusals refusals,
            Supplier<MessageDispatcher> services,
            @Nullable SnorkyBackend backend,
            int maxBody,
            Duration timeout) {
        this.keys = keys;
        this.refusals = refusals;
        this.maxBody = maxBody;
        this.timeout = timeout;
        this.resources = new ArrayList<>(List.of(new EnvelopeResource(services)));
        if (backend != null) {
            resources.addAll(RestResources.of(backend));
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CompletionStage<HttpAnswer> answer;
        try {
            String key = request.getHeader(SnorkyHeaders.BACKEND_KEY);
            if (!keys.accept(key)) {
                refusals.count(key != null, request.getRemoteAddr());
                response.setHeader("WWW-Authenticate", SnorkyHeaders.BACKEND_KEY);
                throw Problem.invalidKey();
            }
            answer = answer(request, response);
        } catch (RuntimeException failure) {
            failure(failure).writeTo(response);
            return;
        }
        if (answer.toCompletableFuture().isDone()) {
            now(answer).writeTo(response);
        } else {
            new LateAnswer(request.startAsync(), timeout).awaits(answer.handle(BackendServlet::either));
        }
    }

    private CompletionStage<HttpAnswer> answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getPathInfo() == null ? "" : rawPathInfo(request);
        List<BackendResource> here =
                resources.stream().filter(resource -> resource.isAt(path)).toList();
        if (here.isEmpty()) {
            throw Problem.notFound();
        }
        BackendResource resource = here.stream()
                .filter(each -> each.method().equals(request.getMethod()))
                .findFirst()
                .orElseThrow(() -> {
                    response.setHeader(
                            "Allow", here.stream().map(BackendResource::method).collect(Collectors.joining(", ")));
                    return Problem.methodNotAllowed(request.getMethod());
                });
        return resource.answer(path, resource.hasBody() ? body(request) : new byte[0]);
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        JsonType.check(request.getContentType());
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupportedEncoding();
        }
        byte[] body = BoundedBody.read(request, maxBody);
        if (body == null) {
            throw Problem.tooLarge(maxBody);
        }
        return body;
    }

    /** Undecoded, so that a slash within a token does not part it. */
    private static String rawPathInfo(HttpServletRequest request) {
        return request.getRequestURI().substring((request.getContextPath() + request.getServletPath()).length());
    }

    private static HttpAnswer now(CompletionStage<HttpAnswer> done) {
        return done.handle(BackendServlet::either).toCompletableFuture().join();
    }

    private static HttpAnswer either(@Nullable HttpAnswer answer, @Nullable Throwable failure) {
        return answer != null ? answer : failure(failure);
    }

    private static HttpAnswer failure(@Nullable Throwable thrown) {
        Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (failure instanceof Problem problem) {
            return problem.answer();
        }
        if (failure instanceof ProtocolException refused) {
            return Problem.of(refused).answer();
        }
        log.error("A backend request failed", failure);
        return Problem.internalError().answer();
    }
}
