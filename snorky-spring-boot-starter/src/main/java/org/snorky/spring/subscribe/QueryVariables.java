package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What a query expression can name of a request.
 *
 * <p>Path variables and parameters have the types that the handler method declares: filters are strictly typed, and the
 * text {@code "7"} is not the number 7 of a row.
 */
final class QueryVariables {

    private final ConversionService conversions;

    QueryVariables(ConversionService conversions) {
        this.conversions = conversions;
    }

    /** @throws org.springframework.core.convert.ConversionException if the request has a value of a wrong type */
    Map<String, Object> of(List<MethodParameter> parameters, HttpServletRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach((name, all) -> values.put(name, all.length == 1 ? all[0] : Arrays.asList(all)));
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        for (MethodParameter parameter : parameters) {
            convert(parameter, values);
        }
        values.put("principal", request.getUserPrincipal());
        values.put("request", request);
        return values;
    }

    private void convert(MethodParameter parameter, Map<String, Object> values) {
        String name = name(parameter);
        if (name == null) {
            return;
        }
        Object value = values.containsKey(name) ? values.get(name) : defaultOf(parameter);
        TypeDescriptor target = new TypeDescriptor(parameter.nestedIfOptional());
        if (value != null && conversions.canConvert(TypeDescriptor.forObject(value), target)) {
            values.put(name, conversions.convert(value, TypeDescriptor.forObject(value), target));
        }
    }

    private static @Nullable Object defaultOf(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        return annotation == null || ValueConstants.DEFAULT_NONE.equals(annotation.defaultValue())
                ? null
                : annotation.defaultValue();
    }

    private static @Nullable String name(MethodParameter parameter) {
        PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
        RequestParam request = parameter.getParameterAnnotation(RequestParam.class);
        String named = variable != null ? variable.name() : request != null ? request.name() : "";
        return named.isEmpty() ? parameter.getParameterName() : named;
    }
}
