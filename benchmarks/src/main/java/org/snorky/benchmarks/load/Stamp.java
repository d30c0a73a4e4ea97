package org.snorky.benchmarks.load;

/**
 * What a payload says of its message: when it was to be sent, and its number. Its text has one length and two marks that occur
 * nowhere else, {@code ~0000123456789012345.000000017~}, so that it is found in whatever a server puts around it.
 */
final class Stamp {

    static final int LENGTH = 31;
    static final byte MARK = '~';

    private static final int TIME_DIGITS = 19;
    private static final int NUMBER_DIGITS = 9;
    private static final String BEFORE = "{\"stamp\":\"";
    private static final String AFTER = "\",\"pad\":\"";

    private Stamp() {}

    /** A payload of so many bytes that is stamped. */
    static String payload(int size, long time, long number) {
        StringBuilder text = new StringBuilder(size).append(BEFORE).append((char) MARK);
        digits(text, time, TIME_DIGITS);
        text.append('.');
        digits(text, number, NUMBER_DIGITS);
        text.append((char) MARK).append(AFTER);
        while (text.length() < size - 2) {
            text.append((char) ('a' + text.length() % 26));
        }
        return text.append("\"}").toString();
    }

    /** How many bytes of a payload come after its stamp. */
    static int rest(int size) {
        return Math.max(size - BEFORE.length(), LENGTH + AFTER.length() + 2) - LENGTH;
    }

    static boolean isAt(byte[] bytes, int at) {
        return bytes[at] == MARK && bytes[at + LENGTH - 1] == MARK && bytes[at + TIME_DIGITS + 1] == '.';
    }

    static long time(byte[] bytes, int at) {
        return number(bytes, at + 1, TIME_DIGITS);
    }

    static long number(byte[] bytes, int at) {
        return number(bytes, at + TIME_DIGITS + 2, NUMBER_DIGITS);
    }

    private static long number(byte[] bytes, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private static void digits(StringBuilder text, long value, int digits) {
        String plain = Long.toString(value);
        text.append("0".repeat(digits - plain.length())).append(plain);
    }
}
