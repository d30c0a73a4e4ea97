package org.snorky.server.identity.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where the keys come from by which tokens are checked, and the algorithms that fit them and no other: a public key must
 * never be taken for a shared secret.
 */
public record JwtKeys(JWSKeySelector<SecurityContext> selector) {

    /** Shortest shared secret: HS256 is as strong as its key, up to this. */
    public static final int MIN_SECRET_BYTES = 32;

    /** In examples all over the web, and so known to everybody. */
    private static final Set<String> WELL_KNOWN = Set.of(
            "a-string-secret-at-least-256-bits-long",
            "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long");

    private static final Map<Curve, JWSAlgorithm> ECDSA_BY_CURVE =
            Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384, Curve.P_521, JWSAlgorithm.ES512);

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 3000;
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration CACHED = Duration.ofMinutes(5);
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration FETCHED_AT_MOST_EVERY = Duration.ofSeconds(10);
    private static final Duration OUTAGE = Duration.ofHours(1);

    /** @throws UnsafeSecretException if it can be guessed */
    public static JwtKeys ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new UnsafeSecretException("is shorter than " + MIN_SECRET_BYTES + " bytes");
        }
        if (WELL_KNOWN.contains(secret)) {
            throw new UnsafeSecretException("is an example that everybody knows");
        }
        if (secret.chars().distinct().count() == 1) {
            throw new UnsafeSecretException("is one character repeated");
        }
        Set<JWSAlgorithm> algorithms = new HashSet<>(Set.of(JWSAlgorithm.HS256));
        if (bytes.length >= 48) {
            algorithms.add(JWSAlgorithm.HS384);
        }
        if (bytes.length >= 64) {
            algorithms.add(JWSAlgorithm.HS512);
        }
        return fixed(new SecretKeySpec(bytes, "HmacSHA256"), algorithms);
    }

    /** @throws IllegalArgumentException if the key is neither one of RSA nor of an elliptic curve */
    public static JwtKeys ofPublicKey(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return fixed(key, JWSAlgorithm.Family.RSA);
        }
        if (key instanceof ECPublicKey ec) {
            JWSAlgorithm algorithm = ECDSA_BY_CURVE.get(Curve.forECParameterSpec(ec.getParams()));
            if (algorithm != null) {
                return fixed(key, Set.of(algorithm));
            }
        }
        throw new IllegalArgumentException("Keys of this kind (" + key.getAlgorithm() + ") are not supported");
    }

    /** The only key there is counts whatever name the token gives it. */
    private static JwtKeys fixed(Key key, Set<JWSAlgorithm> algorithms) {
        Set<JWSAlgorithm> fitting = Set.copyOf(algorithms);
        return new JwtKeys((header, context) -> fitting.contains(header.getAlgorithm()) ? List.of(key) : List.of());
    }

    /**
     * Keys that are fetched when needed, kept for five minutes, and, while their server is away, for an hour more. A key that
     * is not among them makes them be fetched again, but not more often than every ten seconds.
     */
    public static JwtKeys ofUrl(URL jwkSet) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                        jwkSet, new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES))
                .cache(CACHED.toMillis(), REFRESH.toMillis())
                .refreshAheadCache(false)
                .rateLimited(FETCHED_AT_MOST_EVERY.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        Set<JWSAlgorithm> asymmetric = new HashSet<>(JWSAlgorithm.Family.RSA);
        asymmetric.addAll(JWSAlgorithm.Family.EC);
        return new JwtKeys(new JWSVerificationKeySelector<>(asymmetric, source));
    }
}
