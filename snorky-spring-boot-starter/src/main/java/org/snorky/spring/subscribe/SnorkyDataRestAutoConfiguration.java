package org.snorky.spring.subscribe;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.repository.support.Repositories;
import org.springframework.data.rest.core.mapping.ResourceMappings;
import org.springframework.data.rest.webmvc.config.RepositoryRestMvcConfiguration;

/** Lets Spring Data REST's collections and searches issue tokens. */
@AutoConfiguration(
        before = SnorkySubscribeAutoConfiguration.class,
        afterName = "org.springframework.boot.data.rest.autoconfigure.DataRestAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RepositoryRestMvcConfiguration.class)
@ConditionalOnBean(RepositoryRestMvcConfiguration.class)
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
public class SnorkyDataRestAutoConfiguration {

    @Bean
    ExportedRepositories snorkyExportedRepositories(
            ObjectProvider<Repositories> repositories, ObjectProvider<ResourceMappings> mappings) {
        return new ExportedRepositories(repositories::getObject, mappings::getObject);
    }

    /** Finds what is wrong when the application starts, not when the first request comes. */
    @Bean
    SmartInitializingSingleton snorkyExportedRepositoriesCheck(ExportedRepositories repositories) {
        return repositories::check;
    }
}
