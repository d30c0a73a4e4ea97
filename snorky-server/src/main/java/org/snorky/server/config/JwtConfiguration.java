package org.snorky.server.config;

import java.time.Clock;
import org.snorky.server.identity.AccessTokens;
import org.snorky.server.identity.jwt.JwtAccessTokens;
import org.snorky.server.identity.jwt.JwtChecks;
import org.snorky.server.identity.jwt.JwtKeys;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Access tokens that are JWTs, where a key for them is configured.
 *
 * <p>Contributes no {@code JwtDecoder}: that of an application that is a resource server itself would back off.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(NimbusJwtDecoder.class)
@Conditional(JwtConfiguration.KeyIsSet.class)
class JwtConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AccessTokens snorkyAccessTokens(SnorkyProperties properties, ResourceLoader resources) {
        JwtProperties jwt = properties.frontend().jwt();
        JwtChecks checks = new JwtChecks(jwt.issuer(), jwt.audience(), jwt.clockSkew(), Clock.systemUTC());
        return new JwtAccessTokens(checks.decoder(keys(jwt, resources)), jwt.identityClaim(), jwt.clockSkew());
    }

    private static JwtKeys keys(JwtProperties jwt, ResourceLoader resources) {
        if (jwt.secret() != null) {
            return JwtKeys.ofSecret(jwt.secret());
        }
        if (jwt.publicKey() != null) {
            return JwtKeys.ofPublicKey(PublicKeyPem.read("snorky.frontend.jwt.public-key", jwt.publicKey(), resources));
        }
        return JwtKeys.ofUrl(jwt.jwkSetUrl());
    }

    /** Also if it is set to nothing, which must not let everybody in. */
    static final class KeyIsSet extends AnyNestedCondition {

        KeyIsSet() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("snorky.frontend.jwt.secret")
        static class Secret {}

        @ConditionalOnProperty("snorky.frontend.jwt.public-key")
        static class PublicKey {}

        @ConditionalOnProperty("snorky.frontend.jwt.jwk-set-uri")
        static class JwkSetUri {}
    }
}
