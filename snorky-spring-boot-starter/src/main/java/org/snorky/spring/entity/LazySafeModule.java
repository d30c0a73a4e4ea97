package org.snorky.spring.entity;

import java.util.List;
import org.hibernate.proxy.HibernateProxy;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Writes entities without ever loading anything: proxies that are not loaded as their identifier, collections and
 * enhanced properties that are not loaded not at all, loaded proxies as the entity behind them.
 */
final class LazySafeModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    LazySafeModule() {
        super("snorky-lazy-safe");
        setSerializerModifier(new Modifier());
    }

    private static final class Modifier extends ValueSerializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
            // Special writers (unwrapped, virtual) know more than we do: they stay.
            properties.replaceAll(
                    writer -> writer.getClass() == BeanPropertyWriter.class ? new LazySafeProperty(writer) : writer);
            return properties;
        }

        @Override
        public ValueSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
            return HibernateProxy.class.isAssignableFrom(bean.getBeanClass()) ? new ProxySerializer() : serializer;
        }
    }
}
