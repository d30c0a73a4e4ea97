package org.snorky.spring.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.spring.publish.RowWriter;
import org.springframework.core.MethodParameter;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The items of one place's {@link Subscribe} annotations, parsed once and evaluated for each request. */
final class SubscriptionQuery {

    private static final ExpressionParser PARSER = new SpelExpressionParser();

    private final List<Item> items;
    private final List<MethodParameter> parameters;

    private SubscriptionQuery(List<Item> items, List<MethodParameter> parameters) {
        this.items = items;
        this.parameters = parameters;
    }

    /**
     * Reads annotations.
     *
     * @param place what they stand on, for failures
     * @param parameters what declares the types of the request's values
     * @throws InvalidSubscribeException if one names no dealer or has an expression that is none
     */
    static SubscriptionQuery of(Iterable<Subscribe> annotations, String place, List<MethodParameter> parameters) {
        List<Item> items = new ArrayList<>();
        for (Subscribe annotation : annotations) {
            if (annotation.dealer().isBlank()) {
                throw new InvalidSubscribeException(place, "names no dealer", null);
            }
            items.add(new Item(annotation.dealer(), parse(annotation.query(), place)));
        }
        return new SubscriptionQuery(List.copyOf(items), List.copyOf(parameters));
    }

    private static @Nullable Expression parse(String query, String place) {
        if (query.isBlank()) {
            return null;
        }
        try {
            return PARSER.parseExpression(query);
        } catch (ParseException invalid) {
            throw new InvalidSubscribeException(
                    place, "has a query that is no SpEL expression: " + invalid.getMessage(), invalid);
        }
    }

    List<MethodParameter> parameters() {
        return parameters;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<SubscriptionItem> evaluate(EvaluationContext context, Map<String, Object> variables, RowWriter json) {
        variables.forEach(context::setVariable);
        return items.stream()
                .map(item -> new SubscriptionItem(item.dealer, item.value(context, json)))
                .toList();
    }

    private record Item(String dealer, @Nullable Expression query) {

        JsonNode value(EvaluationContext context, RowWriter json) {
            Object value = query == null ? null : query.getValue(context);
            return value == null ? NullNode.getInstance() : json.write(value);
        }
    }
}
