package org.snorky.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/** Reads a public key as {@code openssl pkey -pubout} writes it, from a setting that has it or says where it is. */
final class PublicKeyPem {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private PublicKeyPem() {}

    static PublicKey read(String property, String setting, ResourceLoader resources) {
        String text = setting.contains("-----BEGIN") ? setting : load(property, setting, resources);
        Matcher pem = PEM.matcher(text);
        PublicKey key = pem.find() ? decode(Base64.getMimeDecoder().decode(pem.group(1))) : null;
        if (key == null) {
            throw new IllegalArgumentException(property + " must be a public key of RSA or an elliptic curve in PEM"
                    + " (-----BEGIN PUBLIC KEY-----), or where there is one, such as file:/etc/snorky/issuer.pem");
        }
        return key;
    }

    private static String load(String property, String location, ResourceLoader resources) {
        try {
            return resources.getResource(location).getContentAsString(StandardCharsets.US_ASCII);
        } catch (IOException missing) {
            throw new IllegalArgumentException(
                    property + " cannot be read from '" + location + "': " + missing.getMessage(), missing);
        }
    }

    private static @Nullable PublicKey decode(byte[] der) {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException another) {
                // A key says of which kind it is, and only one of the two understands it.
            }
        }
        return null;
    }
}
