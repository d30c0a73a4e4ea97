package org.snorky.protocol;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ValueNode;

/**
 * Makes trees whose numbers can be worked with. A dozen characters such as {@code 1e2147483647} make a number that overflows
 * the arithmetic of its own class, and would have a gigabyte of digits written out.
 */
final class BoundedNumbers extends JsonNodeFactory {

    private static final long serialVersionUID = 1;

    /** Far beyond a double's 308, and what databases keep in decimals. */
    static final int MAX_EXPONENT = 20_000;

    /** @throws StreamConstraintsException if the number is out of bounds */
    @Override
    public ValueNode numberNode(@Nullable BigDecimal number) {
        if (number != null) {
            check(number);
        }
        return super.numberNode(number);
    }

    /**
     * Checks the number at which a parser is, without making it where it has no exponent.
     *
     * @throws StreamConstraintsException if it is out of bounds
     */
    static void check(JsonParser parser) {
        char[] digits = parser.getStringCharacters();
        int end = parser.getStringOffset() + parser.getStringLength();
        for (int i = parser.getStringOffset(); i < end; i++) {
            if (digits[i] == 'e' || digits[i] == 'E') {
                check(parser.getDecimalValue());
            }
        }
    }

    private static void check(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
            throw tooLarge();
        }
    }

    static StreamConstraintsException tooLarge() {
        return new StreamConstraintsException("A number has an exponent beyond " + MAX_EXPONENT);
    }
}
