package org.snorky.server.config;

import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;

/** Refuses to start where the store is to be Redis and its libraries are missing: memory would be another for each node. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "snorky.store", havingValue = "redis")
@ConditionalOnMissingBean(name = "snorkyRedisLink")
class MissingRedisConfiguration {

    MissingRedisConfiguration() {
        throw new UnsuitableRedisException(
                "snorky.store is redis, but this application has no library for it",
                "Add the dependency org.springframework.boot:spring-boot-starter-data-redis; the standalone server has it.");
    }
}
