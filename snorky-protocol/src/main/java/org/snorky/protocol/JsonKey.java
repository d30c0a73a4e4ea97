package org.snorky.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value as a key of a map: equal where the values are equal as JSON.
 *
 * <p>The order of an object's members does not count, {@code 1} is {@code 1.0}, and {@code "1"} is not {@code 1}.
 * {@link JsonNode} itself tells an int from a long of the same value and so cannot serve.
 */
public final class JsonKey {

    /** Integers of so many digits are longs for sure. */
    private static final int LONG_DIGITS = 18;

    private final @Nullable Object canonical;

    private JsonKey(@Nullable Object canonical) {
        this.canonical = canonical;
    }

    public static JsonKey of(JsonNode value) {
        return new JsonKey(canonical(value));
    }

    private static @Nullable Object canonical(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(value);
            case STRING -> value.stringValue();
            case ARRAY -> list(value);
            case OBJECT -> map(value);
            case BINARY, POJO -> throw new IllegalArgumentException("Not a JSON value: " + value.getNodeType());
        };
    }

    /** Small integers stay longs, since they are nearly all there is and a third of the size. */
    private static Object number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        BigDecimal decimal = stripped(value.decimalValue());
        return decimal.scale() <= 0 && (long) decimal.precision() - decimal.scale() <= LONG_DIGITS
                ? (Object) decimal.longValueExact()
                : decimal;
    }

    /** An exponent at the very end of what there is cannot grow by the zeros, and so the number stays as it is. */
    private static BigDecimal stripped(BigDecimal decimal) {
        try {
            return decimal.stripTrailingZeros();
        } catch (ArithmeticException exponentTooLarge) {
            return decimal;
        }
    }

    private static List<@Nullable Object> list(JsonNode array) {
        List<@Nullable Object> list = new ArrayList<>(array.size());
        array.forEach(element -> list.add(canonical(element)));
        return list;
    }

    private static Map<String, @Nullable Object> map(JsonNode object) {
        Map<String, @Nullable Object> map = new HashMap<>();
        object.properties().forEach(member -> map.put(member.getKey(), canonical(member.getValue())));
        return map;
    }

    /**
     * The value as JSON that is the same for equal keys, in every process: without spaces, the members of objects in the order
     * of their names, and numbers in one form.
     */
    public String canonicalJson() {
        return CanonicalJson.of(canonical);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonKey key && Objects.equals(canonical, key.canonical);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(canonical);
    }

    @Override
    public String toString() {
        return String.valueOf(canonical);
    }
}
