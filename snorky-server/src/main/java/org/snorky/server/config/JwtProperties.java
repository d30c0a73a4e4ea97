package org.snorky.server.config;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The JWTs by which clients say who they are; one of the secret, the key and the URI makes them count.
 *
 * @param secret the secret that is shared with whoever issues them (HS256, HS384, HS512), at least 32 bytes
 * @param publicKey the issuer's public key of RSA or an elliptic curve, in PEM, or where that is
 * @param jwkSetUri where the issuer's public keys are, as a JSON Web Key Set
 * @param identityClaim the claim that is the client's identity
 * @param issuer who must have issued a token ({@code iss})
 * @param audience one of which a token must be for ({@code aud})
 * @param clockSkew how far clocks may differ; a token counts for this long after its end
 */
public record JwtProperties(
        @Nullable String secret,
        @Nullable String publicKey,
        @Nullable String jwkSetUri,
        @DefaultValue("sub") String identityClaim,
        @Nullable String issuer,
        @DefaultValue List<String> audience,
        @DefaultValue("10s") Duration clockSkew) {

    public JwtProperties {
        long sources = Stream.of(
                        secret == null ? "" : "secret", publicKey == null ? "" : "key", jwkSetUri == null ? "" : "uri")
                .filter(name -> !name.isEmpty())
                .count();
        if (sources > 1) {
            throw new IllegalArgumentException("snorky.frontend.jwt.secret, .public-key and .jwk-set-uri exclude each"
                    + " other: a server checks tokens by one of them");
        }
        if (sources == 0 && (issuer != null || !audience.isEmpty())) {
            throw new IllegalArgumentException("snorky.frontend.jwt.issuer and .audience mean nothing without one of"
                    + " snorky.frontend.jwt.secret, .public-key and .jwk-set-uri, and clients would not be checked");
        }
        if (identityClaim.isBlank()) {
            throw new IllegalArgumentException("snorky.frontend.jwt.identity-claim must name a claim, such as sub");
        }
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException(
                    "snorky.frontend.jwt.clock-skew must not be negative, as is " + clockSkew);
        }
        if (jwkSetUri != null) {
            url(jwkSetUri);
        }
    }

    /** Whether tokens count at all. */
    boolean isConfigured() {
        return secret != null || publicKey != null || jwkSetUri != null;
    }

    URL jwkSetUrl() {
        return url(Objects.requireNonNull(jwkSetUri));
    }

    private static URL url(String uri) {
        try {
            URL url = URI.create(uri).toURL();
            if (url.getProtocol().matches("https?")) {
                return url;
            }
        } catch (MalformedURLException | IllegalArgumentException notOne) {
            // Said below, like any other that is none.
        }
        throw new IllegalArgumentException("snorky.frontend.jwt.jwk-set-uri must be a URL such as"
                + " https://id.example.org/keys, not '" + uri + "'");
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "JwtProperties[" + (isConfigured() ? "configured" : "none") + "]";
    }
}
