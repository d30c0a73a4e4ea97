package org.snorky.spring.test;

import org.snorky.spring.publish.OutgoingChanges;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The recorder as a bean, before any server that is there. */
@Configuration(proxyBeanMethods = false)
class SnorkyRecorderConfiguration {

    @Bean
    @Primary
    SnorkyRecorder snorkyRecorder(ObjectProvider<OutgoingChanges> queue) {
        return new SnorkyRecorder(queue::getObject);
    }
}
