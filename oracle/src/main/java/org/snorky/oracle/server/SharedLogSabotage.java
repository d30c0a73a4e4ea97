package org.snorky.oracle.server;

import org.snorky.server.datasync.log.DistantLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts a log that can break its promises in front of the one that nodes share. */
final class SharedLogSabotage implements BeanPostProcessor {

    private final ObjectProvider<Orders> orders;

    SharedLogSabotage(ObjectProvider<Orders> orders) {
        this.orders = orders;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DistantLog honest) {
            SabotagedDistantLog willing = new SabotagedDistantLog(honest);
            orders.getObject().sabotage(willing);
            return willing;
        }
        return bean;
    }
}
