package org.snorky.server.rpc;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;

/** A command: a method of a bean, called with arguments bound from JSON. */
final class CommandMethod {

    private final Object bean;
    private final Method method;
    private final List<CommandParameter> parameters;
    private final Set<String> names;
    private final boolean repliesItself;
    private final ExecutableValidator validator;

    CommandMethod(Object bean, Method method, ExecutableValidator validator) {
        ReflectionUtils.makeAccessible(method);
        this.bean = bean;
        this.method = method;
        this.parameters = IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> new CommandParameter(new MethodParameter(method, i)))
                .toList();
        this.names = parameters.stream()
                .filter(CommandParameter::isBound)
                .map(CommandParameter::name)
                .collect(Collectors.toSet());
        this.repliesItself = parameters.stream().anyMatch(CommandParameter::isReply);
        this.validator = validator;
    }

    /** Whether the method answers by its {@link Reply}, and not by what it returns. */
    boolean repliesItself() {
        return repliesItself;
    }

    /**
     * Calls the method.
     *
     * @throws InvalidParamsException if the params do not fit it
     * @throws Exception whatever the method throws
     */
    @Nullable Object call(Client client, Reply reply, JsonNode params) throws Exception {
        @Nullable Object[] arguments = bind(client, reply, params);
        validate(arguments);
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw thrown;
        }
    }

    private @Nullable Object[] bind(Client client, Reply reply, JsonNode params) {
        if (!params.isObject()) {
            throw new InvalidParamsException("params must be an object");
        }
        for (String given : params.propertyNames()) {
            if (!names.contains(given)) {
                throw new InvalidParamsException("Unknown parameter '" + given + "'");
            }
        }
        return parameters.stream()
                .map(parameter -> parameter.argument(client, reply, params))
                .toArray();
    }

    private void validate(@Nullable Object[] arguments) {
        Set<ConstraintViolation<Object>> violations = validator.validateParameters(bean, method, arguments);
        if (!violations.isEmpty()) {
            throw new InvalidParamsException(
                    violations.stream().map(CommandMethod::describe).sorted().collect(Collectors.joining("; ")));
        }
    }

    /** The path below the method, such as {@code body} or {@code task.title}, and what is wrong there. */
    private static String describe(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.indexOf('.') + 1) + " " + violation.getMessage();
    }
}
