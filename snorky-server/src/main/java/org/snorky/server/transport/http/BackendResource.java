package org.snorky.server.transport.http;

import java.util.concurrent.CompletionStage;

/** Something under {@code /backend} that can be asked, by one method of HTTP. */
interface BackendResource {

    String method();

    /** Whether the path, below {@code /backend} and without it, is this resource's. */
    boolean isAt(String path);

    /** Whether requests have a JSON body. */
    default boolean hasBody() {
        return true;
    }

    /**
     * Answers, now or later.
     *
     * @param path below {@code /backend}
     * @param body empty where there is none
     * @throws Problem if the request fails
     */
    CompletionStage<HttpAnswer> answer(String path, byte[] body);
}
