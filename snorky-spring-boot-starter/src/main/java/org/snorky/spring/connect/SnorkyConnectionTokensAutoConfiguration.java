package org.snorky.spring.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Issues connection tokens for the application's users, where a key to sign them is set. */
@AutoConfiguration(beforeName = "org.snorky.spring.subscribe.SnorkySubscribeAutoConfiguration")
@Conditional(SnorkyConnectionTokensAutoConfiguration.KeyIsSet.class)
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConnectionTokenProperties.class)
public class SnorkyConnectionTokensAutoConfiguration {

    /** Before the application's controllers, one of which may be mapped to everything. */
    private static final int ORDER = -10;

    /** Also if it is set to nothing, which is refused. */
    static final class KeyIsSet extends AnyNestedCondition {

        KeyIsSet() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("snorky.client.connection-tokens.secret")
        static class Secret {}

        @ConditionalOnProperty("snorky.client.connection-tokens.private-key")
        static class PrivateKey {}
    }

    /** Kept apart, since applications without such tokens need not have what signs them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JwtEncoder.class)
    static class Signing {

        @Bean
        @ConditionalOnMissingBean
        ConnectionTokens snorkyConnectionTokens(ConnectionTokenProperties properties, ResourceLoader resources) {
            String secret = properties.secret();
            JwtEncoder encoder = secret != null
                    ? SigningKeys.ofSecret(secret)
                    : SigningKeys.ofPrivateKey(
                            Objects.requireNonNull(properties.privateKey()), properties.keyId(), resources);
            return new JwtConnectionTokens(
                    encoder,
                    InstantSource.system(),
                    properties.timeToLive(),
                    properties.issuer(),
                    properties.audience());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.security.oauth2.jwt.JwtEncoder")
    static class Missing {

        @Bean
        @ConditionalOnMissingBean
        ConnectionTokens snorkyConnectionTokens() {
            throw new InvalidSigningKeyException(
                    "snorky.client.connection-tokens is set, but org.springframework.security:spring-security-oauth2-jose"
                            + " is not on the class path");
        }
    }

    /** What the page asks. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({HttpServletRequest.class, HandlerMapping.class})
    @ConditionalOnBooleanProperty(name = "snorky.client.connection-tokens.endpoint", matchIfMissing = true)
    static class Endpoint {

        @Bean
        SimpleUrlHandlerMapping snorkyConnectionTokenMapping(
                ConnectionTokens tokens, ConnectionIdentity identity, ConnectionTokenProperties properties) {
            return new SimpleUrlHandlerMapping(
                    Map.of(properties.path(), new ConnectionTokenEndpoint(tokens, identity)), ORDER);
        }
    }
}
