package org.snorky.spring.config;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.snorky.spring.entity.SubscribableEntities;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.RowWriter;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.EntityManagerHolder;
import tools.jackson.databind.json.JsonMapper;

/** Hears of the changes of {@code @Subscribable} entities in every session factory of the application. */
@AutoConfiguration(before = SnorkyClientAutoConfiguration.class, after = JacksonAutoConfiguration.class)
@ConditionalOnClass({SessionFactory.class, EntityManagerFactory.class, EntityManagerHolder.class})
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
public class SnorkyEntityAutoConfiguration {

    @Bean
    SubscribableEntities snorkySubscribableEntities(
            ObjectProvider<JsonMapper> mapper, BeanFactory beans, ChangePublisher publisher) {
        return new SubscribableEntities(mapper.getIfUnique(JsonMapper::shared), beans, publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    RowWriter snorkyRowWriter(ObjectProvider<JsonMapper> mapper) {
        return SubscribableEntities.rows(mapper.getIfUnique(JsonMapper::shared));
    }

    /** Before anybody has the factory, so that nothing is missed that is written while the application starts. */
    @Bean
    static BeanPostProcessor snorkyEntityListeners(ObjectProvider<SubscribableEntities> entities) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof EntityManagerFactory factory) {
                    entities.getObject().attachTo(factory);
                }
                return bean;
            }
        };
    }
}
