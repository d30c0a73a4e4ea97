package org.snorky.spring.entity;

import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Writes the entity behind a loaded proxy, and an object with just the identifier for one that is not loaded. */
final class ProxySerializer extends ValueSerializer<Object> {

    @Override
    public void serialize(Object proxy, JsonGenerator generator, SerializationContext context) {
        LazyInitializer lazy = ((HibernateProxy) proxy).getHibernateLazyInitializer();
        if (lazy.isUninitialized()) {
            writeIdentifier(lazy, generator, context);
        } else {
            Object entity = lazy.getImplementation();
            context.findTypedValueSerializer(entity.getClass(), true).serialize(entity, generator, context);
        }
    }

    @Override
    public void serializeWithType(
            Object proxy, JsonGenerator generator, SerializationContext context, @Nullable TypeSerializer types) {
        serialize(proxy, generator, context);
    }

    private static void writeIdentifier(LazyInitializer lazy, JsonGenerator generator, SerializationContext context) {
        String name = identifierName(lazy);
        generator.writeStartObject();
        generator.writeName(name);
        context.writeValue(generator, lazy.getIdentifier());
        generator.writeEndObject();
    }

    private static String identifierName(LazyInitializer lazy) {
        var session = lazy.getSession();
        if (session == null) {
            return "id";
        }
        String name = session.getFactory()
                .getMappingMetamodel()
                .getEntityDescriptor(lazy.getEntityName())
                .getIdentifierPropertyName();
        return name == null ? "id" : name;
    }
}
