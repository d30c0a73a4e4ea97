package org.snorky.testsupport.wire;

/** What was said is not what the example says. */
public final class WireMismatch extends AssertionError {

    private static final long serialVersionUID = 1L;

    WireMismatch(String where, String expected, String actual) {
        super("%s: expected %s but was %s".formatted(where, expected, actual));
    }
}
