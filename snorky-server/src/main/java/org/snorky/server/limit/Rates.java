package org.snorky.server.limit;

/**
 * How much one connection may send. Each rate is what it may send for ever; its burst, what it may send at once after a
 * silence. A rate of 0 stands for no limit.
 *
 * @param messages in a second
 * @param messageBurst messages at once
 * @param bytes in a second
 * @param byteBurst bytes at once, no less than the longest message
 * @param refused messages above a rate within a minute that are answered; who sends more is flooding
 */
public record Rates(long messages, long messageBurst, long bytes, long byteBurst, long refused) {

    /** Everything as fast as it comes. */
    public static final Rates UNLIMITED = new Rates(0, 0, 0, 0, 0);
}
