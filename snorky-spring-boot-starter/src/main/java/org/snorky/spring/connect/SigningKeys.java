package org.snorky.spring.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Makes encoders of the keys that are configured, and refuses those that would not protect. */
final class SigningKeys {

    static final int MIN_SECRET_BYTES = 32;
    private static final int MIN_RSA_BITS = 2048;

    private SigningKeys() {}

    static JwtEncoder ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new InvalidSigningKeyException("snorky.client.connection-tokens.secret is shorter than "
                    + MIN_SECRET_BYTES + " bytes: anybody could make tokens");
        }
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(bytes, "HmacSHA256"))
                .algorithm(MacAlgorithm.HS256)
                .build();
    }

    /**
     * @param setting a private key of RSA in PEM, or where there is one
     * @param keyId what tokens call the key, or null for its thumbprint
     */
    static JwtEncoder ofPrivateKey(String setting, @Nullable String keyId, ResourceLoader resources) {
        if (!(privateKey(setting, resources) instanceof RSAPrivateCrtKey key)) {
            throw new InvalidSigningKeyException(
                    "snorky.client.connection-tokens.private-key must be a private key of RSA in PEM, or where there is"
                            + " one, such as file:/etc/app/snorky.pem");
        }
        if (key.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new InvalidSigningKeyException(
                    "snorky.client.connection-tokens.private-key has fewer than " + MIN_RSA_BITS + " bits");
        }
        return NimbusJwtEncoder.withKeyPair(publicKey(key), key)
                .algorithm(SignatureAlgorithm.RS256)
                .jwkPostProcessor(jwk -> {
                    if (keyId != null) {
                        jwk.keyID(keyId);
                    }
                })
                .build();
    }

    private static @Nullable PrivateKey privateKey(String setting, ResourceLoader resources) {
        try {
            String text = setting.contains("-----BEGIN")
                    ? setting
                    : resources.getResource(setting).getContentAsString(StandardCharsets.US_ASCII);
            PemContent pem = PemContent.of(text);
            return pem == null ? null : pem.getPrivateKey();
        } catch (IOException | IllegalStateException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static RSAPublicKey publicKey(RSAPrivateCrtKey key) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A private key of RSA has its public one in it", impossible);
        }
    }
}
