package org.snorky.server.rpc;

import java.lang.reflect.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** One parameter of a command, and how a call's JSON becomes its argument. */
final class CommandParameter {

    private final String name;
    private final JavaType type;
    private final boolean isClient;
    private final boolean isReply;
    private final boolean mayBeAbsent;
    private final boolean mayBeNull;
    private final @Nullable JsonNode defaultValue;

    CommandParameter(MethodParameter declared) {
        Parameter parameter = declared.getParameter();
        RpcParam refined = parameter.getAnnotation(RpcParam.class);
        this.isClient = parameter.getType() == Client.class;
        this.isReply = parameter.getType() == Reply.class;
        this.name = refined == null || refined.value().isEmpty() ? name(parameter, isBound()) : refined.value();
        this.type = WireJson.mapper().constructType(parameter.getParameterizedType());
        this.mayBeAbsent =
                Nullness.forMethodParameter(declared) == Nullness.NULLABLE || parameter.getType() == Optional.class;
        this.mayBeNull = mayBeAbsent || JsonNode.class.isAssignableFrom(parameter.getType());
        this.defaultValue = refined == null || refined.defaultValue().isEmpty()
                ? null
                : WireJson.mapper().readTree(refined.defaultValue());
    }

    private static String name(Parameter parameter, boolean isBound) {
        if (!parameter.isNamePresent() && isBound) {
            throw new IllegalStateException(
                    "The parameters of %s have no names: compile it with -parameters, or name each in an @RpcParam"
                            .formatted(parameter.getDeclaringExecutable()));
        }
        return parameter.getName();
    }

    /** Whether callers give this parameter; the client itself and the way to answer it are given by the dispatcher. */
    boolean isBound() {
        return !isClient && !isReply;
    }

    /** Whether by this parameter the command answers itself. */
    boolean isReply() {
        return isReply;
    }

    String name() {
        return name;
    }

    @Nullable Object argument(Client client, Reply reply, JsonNode params) {
        if (isClient) {
            return client;
        }
        if (isReply) {
            return reply;
        }
        JsonNode given = params.get(name);
        if (given == null) {
            return absent();
        }
        if (given.isNull() && !mayBeNull) {
            throw new InvalidParamsException("Parameter '" + name + "' must not be null");
        }
        return convert(given);
    }

    private @Nullable Object absent() {
        if (defaultValue != null) {
            return convert(defaultValue);
        }
        if (type.getRawClass() == Optional.class) {
            return Optional.empty();
        }
        if (mayBeAbsent) {
            return null;
        }
        throw new InvalidParamsException("Parameter '" + name + "' is missing");
    }

    private @Nullable Object convert(JsonNode given) {
        try {
            return WireJson.mapper().treeToValue(given, type);
        } catch (JacksonException mismatch) {
            throw new InvalidParamsException("Parameter '" + name + "': " + mismatch.getOriginalMessage());
        }
    }
}
