package org.snorky.oracle.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Filter expressions of all operators, nested, on all fields, now and then on none and with values of other types. */
public final class RandomFilters {

    private static final List<String> ATOMS =
            List.of("==", "!=", "<", "<=", ">", ">=", "in", "startsWith", "exists", "==", "in");
    private static final int DEPTH = 3;

    private final RandomGenerator random;

    public RandomFilters(RandomGenerator random) {
        this.random = random;
    }

    public ArrayNode next() {
        return next(DEPTH);
    }

    private ArrayNode next(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(10);
        if (kind < 5) {
            return atom();
        }
        if (kind < 7) {
            return expression("not").add(next(depth - 1));
        }
        ArrayNode expression = expression(kind == 7 ? "and" : "or");
        for (int operands = random.nextInt(1, 4); operands > 0; operands--) {
            expression.add(next(depth - 1));
        }
        return expression;
    }

    private ArrayNode atom() {
        String operator = ATOMS.get(random.nextInt(ATOMS.size()));
        Field field = Field.values()[random.nextInt(Field.values().length)];
        ArrayNode expression = expression(operator);
        switch (operator) {
            case "exists" -> expression.add(field.path);
            case "startsWith" ->
                expression.add(random.nextBoolean() ? "title" : field.path).add(prefix());
            case "in" -> {
                ArrayNode values = expression.add(field.path).addArray();
                for (int count = random.nextInt(4); count > 0; count--) {
                    add(values, equalTo(field));
                }
            }
            case "==", "!=" -> add(expression.add(field.path), equalTo(field));
            default -> add(expression.add(field.path), orderedLike(field));
        }
        return expression;
    }

    private String prefix() {
        String title = Values.title(random);
        return title == null ? "Re" : title.substring(0, title.offsetByCodePoints(0, Math.min(1, title.length())));
    }

    private @Nullable Object equalTo(Field field) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        return field.type == Field.Type.BOOLEAN ? (Object) random.nextBoolean() : orderedLike(field);
    }

    /** A number or a string: of the field's type nearly always. */
    private Object orderedLike(Field field) {
        boolean wantsNumber = field.type == Field.Type.NUMBER ^ random.nextInt(12) == 0;
        return wantsNumber ? number(field) : string(field);
    }

    private Object number(Field field) {
        return switch (field) {
            case ID -> random.nextInt(200);
            case LIST -> Values.list(random);
            case OWNER_LEVEL -> random.nextInt(1, 5);
            default -> BigDecimal.valueOf(random.nextInt(-2, 12) * 25L, 2);
        };
    }

    private String string(Field field) {
        String value =
                switch (field) {
                    case STATE -> Values.state(random);
                    case OWNER_NAME -> Values.name(random);
                    default -> Values.title(random);
                };
        return value == null ? "open" : value;
    }

    private static ArrayNode expression(String operator) {
        return JsonMapper.shared().createArrayNode().add(operator);
    }

    private static void add(ArrayNode array, @Nullable Object value) {
        array.addPOJO(value);
        array.set(array.size() - 1, JsonMapper.shared().<tools.jackson.databind.JsonNode>valueToTree(value));
    }
}
