package org.snorky.spring.entity;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.function.Function;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.projection.SpelAwareProxyProjectionFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Makes the form of a model's rows out of what its annotation names. */
final class RowForms {

    private final JsonMapper mapper;
    private final BeanFactory beans;

    /** @param mapper one that never loads what is lazy */
    RowForms(JsonMapper mapper, BeanFactory beans) {
        this.mapper = mapper;
        this.beans = beans;
    }

    RowForm of(Subscribable annotation, Class<?> entity) {
        Class<?> view = annotation.view();
        ObjectWriter writer = view == Subscribable.None.class ? mapper.writer() : mapper.writerWithView(view);
        Class<?> projection = annotation.projection();
        boolean projected = projection != Subscribable.None.class;
        boolean mapped = annotation.mapper() != Subscribable.NoMapper.class;
        if (projected && mapped) {
            throw new InvalidSubscribableException(entity, "names both a projection and a mapper");
        }
        if (mapped) {
            return new RowForm(mapper(annotation.mapper()), writer);
        }
        if (!projected) {
            return new RowForm(Function.identity(), writer);
        }
        return projection.isInterface()
                ? new RowForm(InterfaceProjection.of(projection, beans), writer.forType(projection))
                : new RowForm(construct(projection, entity), writer);
    }

    /** Looked up when first needed: a mapper may well need the session factory that is just being made. */
    private Function<Object, Object> mapper(Class<? extends Function<?, ?>> type) {
        SingletonSupplier<Function<Object, Object>> mapper = SingletonSupplier.of(() -> beanOrInstance(type));
        return entity -> mapper.obtain().apply(entity);
    }

    @SuppressWarnings("unchecked") // an application's mapper takes what it is named for
    private Function<Object, Object> beanOrInstance(Class<? extends Function<?, ?>> type) {
        Function<?, ?> bean = beans.getBeanProvider(type).getIfAvailable();
        return (Function<Object, Object>) (bean != null ? bean : BeanUtils.instantiateClass(type));
    }

    private static Function<Object, Object> construct(Class<?> projection, Class<?> entity) {
        Constructor<?> constructor = Arrays.stream(projection.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == 1)
                .filter(each -> ClassUtils.isAssignable(each.getParameterTypes()[0], entity))
                .findFirst()
                .orElseThrow(() -> new InvalidSubscribableException(
                        entity,
                        "names the projection " + projection.getName()
                                + ", which is no interface and has no constructor that takes the entity"));
        return row -> BeanUtils.instantiateClass(constructor, row);
    }

    /** Kept apart, since Spring Data need not be there. */
    private static final class InterfaceProjection {

        static Function<Object, Object> of(Class<?> projection, BeanFactory beans) {
            SpelAwareProxyProjectionFactory factory = new SpelAwareProxyProjectionFactory();
            factory.setBeanFactory(beans);
            factory.setBeanClassLoader(projection.getClassLoader());
            return row -> factory.createProjection(projection, row);
        }
    }
}
