package org.snorky.spring.outbox;

import java.util.HashMap;
import java.util.Map;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.entity.model.Task;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** An application with entities and an outbox. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EntityScan(basePackageClasses = Task.class)
class OutboxTestApplication {

    static SpringApplicationBuilder builder(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "snorky.server.enabled", "false",
                "snorky.client.outbox.enabled", "true",
                "snorky.client.outbox.initialize-schema", "always",
                "spring.jpa.hibernate.ddl-auto", "update"));
        all.putAll(properties);
        return new SpringApplicationBuilder(OutboxTestApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(all);
    }

    /** An instance that tells a server in the test's own memory. */
    static ConfigurableApplicationContext run(SnorkyBackend server, Map<String, Object> properties) {
        return builder(properties)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("recordingServer", SnorkyBackend.class, () -> server))
                .run();
    }

    static Map<String, Object> on(PostgresDatabase database) {
        return Map.of(
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "spring.datasource.hikari.maximum-pool-size", 12);
    }
}
