package org.snorky.spring.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an application says of its Snorky server. {@code url}, {@code key} and time-outs count only for a server of its
 * own; one in the same process needs none.
 *
 * @param enabled whether changes are told and tokens issued at all
 * @param url where the server's backend is, without {@code /backend}
 * @param key one of the server's backend keys
 * @param sslBundle name of the bundle ({@code spring.ssl.bundle}) with the server's certificate, and ours where it asks for
 *     one; none for certificates that every Java trusts
 * @param connectTimeout longest wait for a connection to the server
 * @param readTimeout longest wait for an answer; a request for a list waits that long, once, when the server hangs
 * @param identity who may acquire a subscription; where not set, the user who asked for it if the server knows the
 *     application's users, being in the same process or by connection tokens, otherwise whoever holds the token
 * @param positionTimeout longest wait of a writing request, if it asks for the position of its changes
 */
@ConfigurationProperties("snorky.client")
public record SnorkyClientProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("http://localhost:5002") String url,
        @Nullable String key,
        @Nullable String sslBundle,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("2s") Duration readTimeout,
        @Nullable Identity identity,
        @DefaultValue("1s") Duration positionTimeout,
        @DefaultValue Queue queue,
        @DefaultValue Subscriptions subscriptions) {

    /** Who may acquire a subscription. */
    public enum Identity {
        /** The user who asked for it, if authenticated; otherwise whoever holds the token. */
        PRINCIPAL,
        /** Whoever holds the token. */
        NONE
    }

    /**
     * The changes that wait to be sent.
     *
     * @param maxDeltas how many may wait
     * @param maxSize how much memory they may take, as JSON
     * @param firstBackoff the pause after the first failure; it doubles with each
     * @param longestBackoff the longest pause between attempts
     * @param drainTimeout how long the application's shutdown waits for them to be sent
     */
    public record Queue(
            @DefaultValue("100000") int maxDeltas,
            @DefaultValue("64MB") DataSize maxSize,
            @DefaultValue("100ms") Duration firstBackoff,
            @DefaultValue("10s") Duration longestBackoff,
            @DefaultValue("5s") Duration drainTimeout) {}

    /**
     * The tokens that endpoints issue.
     *
     * @param retryAfter how long lists are served without a token after the server was found away, before it is asked
     *     again
     */
    public record Subscriptions(@DefaultValue("5s") Duration retryAfter) {}

    /** Without the key, which belongs in no log. */
    @Override
    public String toString() {
        return "SnorkyClientProperties[enabled=" + enabled + ", url=" + url + ", key=" + (key == null ? "none" : "***")
                + "]";
    }
}
