package org.snorky.server.config;

import org.snorky.protocol.SnorkyBackend;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.transport.http.BackendKeys;
import org.snorky.server.transport.http.BackendServlet;
import org.snorky.server.transport.http.KeyRefusals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves the HTTP backend on the management port; where that is the application's own port, it is not served at all. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(BackendKeys.class)
class BackendManagementConfiguration {

    static final String SERVLET_NAME = "snorkyBackend";

    @Bean
    ServletRegistrationBean<BackendServlet> snorkyBackendServlet(
            BackendKeys keys,
            KeyRefusals refusals,
            SnorkyRegistries registries,
            ObjectProvider<SnorkyBackend> backend,
            SnorkyProperties properties) {
        BackendProperties settings = properties.backend();
        BackendServlet servlet = new BackendServlet(
                keys,
                refusals,
                registries.dispatcher(ServiceRegistry.BACKEND),
                backend.getIfAvailable(),
                Math.toIntExact(settings.maxBody().toBytes()),
                settings.timeout());
        ServletRegistrationBean<BackendServlet> registration =
                new ServletRegistrationBean<>(servlet, settings.path(), settings.path() + "/*");
        registration.setName(SERVLET_NAME);
        registration.setAsyncSupported(true);
        return registration;
    }
}
