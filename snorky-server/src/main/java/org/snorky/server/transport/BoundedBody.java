package org.snorky.server.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests up to a length, whatever length they announce. */
public final class BoundedBody {

    private BoundedBody() {}

    /** The whole body, or null if it is longer than allowed, of which then no more than that has been read. */
    public static byte @Nullable [] read(HttpServletRequest request, int maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            return null;
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        return body.length > maxBytes ? null : body;
    }
}
