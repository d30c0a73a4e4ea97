package org.snorky.spring.entity;

import java.beans.Introspector;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;

/** A property that is left out where writing it would load it, or where nothing is known of it. */
final class LazySafeProperty extends BeanPropertyWriter {

    private static final long serialVersionUID = 1;

    LazySafeProperty(BeanPropertyWriter writer) {
        super(writer);
    }

    @Override
    public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context)
            throws Exception {
        if (isKnown(bean, context)) {
            super.serializeAsProperty(bean, generator, context);
        }
    }

    private boolean isKnown(Object bean, SerializationContext context) throws Exception {
        String property = getMember().getName().equals(getName()) ? getName() : propertyName();
        if (context.getAttribute(UnknownProperties.class) instanceof UnknownProperties unknown
                && unknown.contains(bean, property)) {
            return false;
        }
        if (!Hibernate.isPropertyInitialized(bean, property)) {
            return false;
        }
        return !(isCollectionLike() && get(bean) instanceof PersistentCollection<?> collection)
                || collection.wasInitialized();
    }

    private boolean isCollectionLike() {
        return !getType().isPrimitive() && !getType().isFinal();
    }

    /** The Java property, whose name in JSON may be another. */
    private String propertyName() {
        String member = getMember().getName();
        for (String prefix : new String[] {"get", "is"}) {
            if (member.startsWith(prefix) && member.length() > prefix.length()) {
                return Introspector.decapitalize(member.substring(prefix.length()));
            }
        }
        return member;
    }
}
