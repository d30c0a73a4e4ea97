package org.snorky.server.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * The server in any servlet application that has this library.
 *
 * <p>Contributes no bean of a type that Boot or applications look for by type (executors, schedulers, mappers, MVC
 * configurers, security filter chains), so that nothing of theirs backs off.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "snorky.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SnorkyProperties.class)
@Import({
    RedisStoreConfiguration.class,
    MissingRedisConfiguration.class,
    ServiceConfiguration.class,
    PubSubConfiguration.class,
    ChatConfiguration.class,
    MessagingConfiguration.class,
    CursorsConfiguration.class,
    DataSyncConfiguration.class,
    JwtConfiguration.class,
    IdentityConfiguration.class,
    LimitConfiguration.class,
    FrontendConfiguration.class,
    TomcatBuffersConfiguration.class,
    BackendConfiguration.class,
    BackendSecurityConfiguration.class,
    ActuateConfiguration.class
})
public final class SnorkyServerAutoConfiguration {}
