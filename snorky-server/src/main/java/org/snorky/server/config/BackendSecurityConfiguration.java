package org.snorky.server.config;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Lets the backend's requests pass the application's Spring Security, which guards the management port too; the backend's
 * own guard is its key.
 *
 * <p>A filter chain of ours would be a simpler way to say so, but one such bean makes Boot take back its default chain, and
 * with it the protection of everything else.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebSecurityCustomizer.class)
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
@ConditionalOnBooleanProperty(name = "snorky.backend.enabled", matchIfMissing = true)
class BackendSecurityConfiguration {

    @Bean
    WebSecurityCustomizer snorkyBackendSecurity() {
        return security -> security.ignoring().requestMatchers(BackendSecurityConfiguration::isForBackend);
    }

    /** By the servlet that the container chose, for a path can be written in ways that mean another. */
    private static boolean isForBackend(HttpServletRequest request) {
        if (!BackendManagementConfiguration.SERVLET_NAME.equals(
                request.getHttpServletMapping().getServletName())) {
            return false;
        }
        WebApplicationContext context =
                WebApplicationContextUtils.getWebApplicationContext(request.getServletContext());
        return context != null && WebServerApplicationContext.hasServerNamespace(context, "management");
    }
}
