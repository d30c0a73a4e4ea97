package org.snorky.benchmarks.peer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JWTs of made-up users, signed with HS256. */
final class AccessTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    /** Beyond any run; the year 2100. */
    private static final long EXPIRY = 4_102_444_800L;

    private final SecretKeySpec secret;

    AccessTokens(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String of(String user) {
        String content = HEADER + '.' + base64("{\"sub\":\"" + user + "\",\"exp\":" + EXPIRY + "}");
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return content + '.' + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
