package org.snorky.spring.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Signed tokens: the subject is the identity. */
final class JwtConnectionTokens implements ConnectionTokens {

    private final JwtEncoder encoder;
    private final InstantSource clock;
    private final Duration life;
    private final @Nullable String issuer;
    private final @Nullable String audience;

    JwtConnectionTokens(
            JwtEncoder encoder,
            InstantSource clock,
            Duration life,
            @Nullable String issuer,
            @Nullable String audience) {
        this.encoder = encoder;
        this.clock = clock;
        this.life = life;
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public ConnectionToken issue(String identity) {
        if (identity.isBlank()) {
            throw new IllegalArgumentException("A token is for somebody, and the identity is blank");
        }
        // Tokens know whole seconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JwtClaimsSet.Builder claims =
                JwtClaimsSet.builder().subject(identity).issuedAt(now).expiresAt(now.plus(life));
        if (issuer != null) {
            claims.issuer(issuer);
        }
        if (audience != null) {
            claims.audience(List.of(audience));
        }
        String token = encoder.encode(JwtEncoderParameters.from(claims.build())).getTokenValue();
        return new ConnectionToken(token, life);
    }
}
