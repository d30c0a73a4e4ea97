package org.snorky.server.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Turns beans annotated with {@link SnorkyService} into services; what is wrong with one, it says at start. */
public final class RpcServices {

    private final Validator validator;
    private final MeterRegistry meters;

    public RpcServices(Validator validator, MeterRegistry meters) {
        this.validator = validator;
        this.meters = meters;
    }

    /** @throws IllegalStateException if the bean cannot serve, with what to change */
    public RpcDispatcher of(Object bean) {
        Class<?> type = AopUtils.getTargetClass(bean);
        SnorkyService declared = AnnotatedElementUtils.findMergedAnnotation(type, SnorkyService.class);
        if (declared == null) {
            throw new IllegalStateException(type.getName() + " is not annotated with @SnorkyService");
        }
        return new RpcDispatcher(
                declared.value(),
                declared.concurrency(),
                commands(bean, type),
                hook(bean, type, ClientConnected.class),
                hook(bean, type, ClientDisconnected.class),
                meters);
    }

    private Map<String, CommandMethod> commands(Object bean, Class<?> type) {
        Map<String, CommandMethod> commands = new LinkedHashMap<>();
        Map<Method, RpcCommand> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<RpcCommand>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, RpcCommand.class));
        methods.forEach((method, command) -> {
            String name = command.value().isEmpty() ? method.getName() : command.value();
            CommandMethod other = commands.putIfAbsent(
                    name,
                    new CommandMethod(
                            bean, AopUtils.selectInvocableMethod(method, bean.getClass()), validator.forExecutables()));
            if (other != null) {
                throw new IllegalStateException("Two commands of %s are named '%s'; rename one in its @RpcCommand"
                        .formatted(type.getName(), name));
            }
        });
        return commands;
    }

    private static Consumer<Client> hook(Object bean, Class<?> type, Class<? extends Annotation> annotation) {
        List<Method> methods = MethodIntrospector.selectMethods(type, (ReflectionUtils.MethodFilter)
                        method -> AnnotatedElementUtils.hasAnnotation(method, annotation))
                .stream()
                .map(method -> AopUtils.selectInvocableMethod(method, bean.getClass()))
                .toList();
        for (Method method : methods) {
            if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Client.class) {
                throw new IllegalStateException("@%s needs a method with one parameter of type Client: %s"
                        .formatted(annotation.getSimpleName(), method));
            }
            ReflectionUtils.makeAccessible(method);
        }
        return client -> methods.forEach(method -> ReflectionUtils.invokeMethod(method, bean, client));
    }
}
