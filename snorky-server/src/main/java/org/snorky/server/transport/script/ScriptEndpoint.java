package org.snorky.server.transport.script;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.util.DigestUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * One file that browsers keep, and ask each time whether it is still the same.
 *
 * <p>The tag is made of the content: dates of files within a jar say nothing, being the same in all its versions.
 */
public final class ScriptEndpoint implements HttpRequestHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final byte[] content;
    private final String type;
    private final String tag;

    /** @param type the media type it is served as */
    public ScriptEndpoint(Resource file, String type) {
        try {
            this.content = file.getContentAsByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
        this.type = type;
        this.tag = "\"" + DigestUtils.md5DigestAsHex(content) + "\"";
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            return;
        }
        response.setContentType(type);
        response.setContentLength(content.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(content);
        }
    }
}
