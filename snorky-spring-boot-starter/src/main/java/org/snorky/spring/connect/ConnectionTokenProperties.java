package org.snorky.spring.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tokens that this application issues for its users, for a Snorky server of its own; there are some where a secret or
 * a private key is set.
 *
 * @param secret the server's {@code snorky.frontend.jwt.secret}, at least 32 bytes
 * @param privateKey or a private key of RSA in PEM, or where that is; the server has its public one
 * @param keyId what tokens call the private key; its thumbprint where not set
 * @param timeToLive how long a token is good, and so how long somebody stays connected who has logged out
 * @param issuer the server's {@code snorky.frontend.jwt.issuer}, if it has one
 * @param audience one of the server's {@code snorky.frontend.jwt.audience}, if it has one
 * @param endpoint whether the page can ask for tokens over HTTP
 * @param path where
 */
@ConfigurationProperties("snorky.client.connection-tokens")
public record ConnectionTokenProperties(
        @Nullable String secret,
        @Nullable String privateKey,
        @Nullable String keyId,
        @DefaultValue("5m") Duration timeToLive,
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("true") boolean endpoint,
        @DefaultValue("/snorky/token") String path) {

    public ConnectionTokenProperties {
        if (secret != null && privateKey != null) {
            throw new IllegalArgumentException(
                    "snorky.client.connection-tokens.secret and .private-key exclude each other");
        }
        if (timeToLive.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "snorky.client.connection-tokens.time-to-live must be a second or more, not " + timeToLive);
        }
        if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException(
                    "snorky.client.connection-tokens.path must be a path such as /snorky/token, not '" + path + "'");
        }
    }

    /** Without the keys, which belong in no log. */
    @Override
    public String toString() {
        return "ConnectionTokenProperties[timeToLive=" + timeToLive + ", path=" + path + "]";
    }
}
