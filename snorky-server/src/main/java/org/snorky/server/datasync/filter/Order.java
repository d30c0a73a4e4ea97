package org.snorky.server.datasync.filter;

import java.util.function.IntPredicate;

/** How two values of one type may stand to each other. */
public enum Order {
    LESS(sign -> sign < 0),
    LESS_OR_EQUAL(sign -> sign <= 0),
    GREATER(sign -> sign > 0),
    GREATER_OR_EQUAL(sign -> sign >= 0);

    private final IntPredicate accepted;

    Order(IntPredicate accepted) {
        this.accepted = accepted;
    }

    /** @param sign of the comparison of the row's value with the filter's */
    boolean accepts(int sign) {
        return accepted.test(sign);
    }
}
