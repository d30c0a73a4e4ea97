package org.snorky.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Access tokens, made as an issuer makes them who shares a secret with the server. */
public final class TestTokens {

    public static final String SECRET = "a-secret-for-the-tests-of-the-server";

    private TestTokens() {}

    /** One of a subject that is good for a while from now on. */
    public static String of(String subject, Duration life) {
        return signed(claims(subject, Instant.now().plus(life)).build());
    }

    public static JWTClaimsSet.Builder claims(String subject, Instant end) {
        return new JWTClaimsSet.Builder().subject(subject).expirationTime(Date.from(end));
    }

    public static String signed(JWTClaimsSet claims) {
        return signed(claims, SECRET);
    }

    public static String signed(JWTClaimsSet claims, String secret) {
        try {
            return signed(
                    new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
