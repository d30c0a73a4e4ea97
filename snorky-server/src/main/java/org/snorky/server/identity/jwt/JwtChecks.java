package org.snorky.server.identity.jwt;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What a JWT must be beside well signed.
 *
 * @param issuer who must have issued it, or null for anyone who has the key
 * @param audiences one of which it must be for; any if there are none
 * @param clockSkew how far this machine's clock and the issuer's may differ
 * @param clock the time of day
 */
public record JwtChecks(@Nullable String issuer, List<String> audiences, Duration clockSkew, Clock clock) {

    /** The way tokens are checked by these keys. */
    public JwtDecoder decoder(JwtKeys keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(keys.selector());
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // Claims are the validators' matter, which know the clock.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator());
        return decoder;
    }

    private OAuth2TokenValidator<Jwt> validator() {
        JwtTimestampValidator times = new JwtTimestampValidator(clockSkew);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(List.of(times));
        if (issuer != null) {
            all.add(new JwtIssuerValidator(issuer));
        }
        if (!audiences.isEmpty()) {
            all.add(new JwtClaimValidator<Collection<String>>(
                    "aud", given -> given != null && !Collections.disjoint(given, audiences)));
        }
        return new DelegatingOAuth2TokenValidator<>(all);
    }
}
