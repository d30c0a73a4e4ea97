package org.snorky.server.datasync.filter;

/** Strings by code point, as databases and most languages order them; {@link String#compareTo} differs beyond the BMP. */
public final class CodePoints {

    private CodePoints() {}

    /** Like {@link String#compareTo}. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
