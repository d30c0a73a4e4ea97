package org.snorky.server.config;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.snorky.server.connection.ConnectionService;
import org.snorky.server.identity.AccessTokens;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.identity.TokenFilter;
import org.snorky.server.identity.TokenOrUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** How it is found out who a client is, and the service by which it stays the same. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClientAuthenticator snorkyClientAuthenticator(ObjectProvider<AccessTokens> tokens, SnorkyProperties properties) {
        AccessTokens known = tokens.getIfAvailable();
        FrontendProperties frontend = properties.frontend();
        if (known == null && frontend.jwt().isConfigured()) {
            throw new MissingJwtSupportException();
        }
        return new TokenOrUser(known, frontend.admitsAnonymous(known != null));
    }

    /** Acts where tokens count here; elsewhere they may be the application's own matter. */
    @Bean
    FilterRegistrationBean<TokenFilter> snorkyTokenFilter(
            SnorkyProperties properties,
            ClientAuthenticator authenticator,
            ObjectProvider<AccessTokens> tokens,
            ObjectProvider<DispatcherServletPath> servlet) {
        FrontendProperties frontend = properties.frontend();
        String prefix = servlet.stream()
                .map(DispatcherServletPath::getPrefix)
                .findFirst()
                .orElse("");
        FilterRegistrationBean<TokenFilter> filter = new FilterRegistrationBean<>(new TokenFilter());
        filter.addUrlPatterns(
                prefix + frontend.websocket().path(), prefix + frontend.sockjs().path() + "/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setEnabled(!(authenticator instanceof TokenOrUser) || tokens.getIfAvailable() != null);
        return filter;
    }

    @Bean
    ConnectionService snorkyConnectionService(ObjectProvider<AccessTokens> tokens) {
        @Nullable AccessTokens known = tokens.getIfAvailable();
        return new ConnectionService(known, InstantSource.system());
    }
}
