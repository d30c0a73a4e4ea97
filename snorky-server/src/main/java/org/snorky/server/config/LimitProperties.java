package org.snorky.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.limit.ConnectionLimits;
import org.snorky.server.limit.Rates;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much of the server its clients may take. Counts, rates and times of 0 stand for no limit.
 *
 * @param connections connections of all clients; best below {@code server.tomcat.max-connections}, beyond which the
 *     container lets clients wait without a word
 * @param connectionsPerAddress connections from one address, of IPv6 from one network of 64 bits
 * @param connectionsPerIdentity connections of one identity
 * @param messagesPerSecond messages that one connection may send for ever
 * @param messageBurst messages it may send at once after a silence
 * @param bytesPerSecond bytes that one connection may send for ever
 * @param byteBurst bytes it may send at once after a silence; no less than the longest message
 * @param refusedMessages messages above these rates that are answered as {@code rate_limited} within a minute; beyond, the
 *     connection is closed
 * @param nesting levels of a message's JSON
 * @param numberLength characters of a number
 * @param stringLength characters of a string or a member's name; as long as a message unless given
 * @param nameLength characters of the name of a service, and of a tag; channels, documents and participants have their own
 * @param idleTime how long nothing may be said either way before a connection is closed; pings do not count
 */
public record LimitProperties(
        @DefaultValue("8000") int connections,
        @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("100") int connectionsPerIdentity,
        @DefaultValue("100") int messagesPerSecond,
        @DefaultValue("2000") int messageBurst,
        @DefaultValue("256KB") DataSize bytesPerSecond,
        @DefaultValue("4MB") DataSize byteBurst,
        @DefaultValue("500") int refusedMessages,
        @DefaultValue("100") int nesting,
        @DefaultValue("200") int numberLength,
        @Nullable Integer stringLength,
        @DefaultValue("500") int nameLength,
        @DefaultValue("0s") Duration idleTime) {

    private static final String PREFIX = "snorky.frontend.limits.";

    public LimitProperties {
        Check.notNegative(PREFIX + "connections", connections);
        Check.notNegative(PREFIX + "connections-per-address", connectionsPerAddress);
        Check.notNegative(PREFIX + "connections-per-identity", connectionsPerIdentity);
        Check.notNegative(PREFIX + "messages-per-second", messagesPerSecond);
        Check.positive(PREFIX + "message-burst", messageBurst);
        Check.notNegative(PREFIX + "bytes-per-second", bytesPerSecond.toBytes());
        Check.positive(PREFIX + "byte-burst", byteBurst.toBytes());
        Check.positive(PREFIX + "refused-messages", refusedMessages);
        Check.positive(PREFIX + "nesting", nesting);
        if (nesting > WireJson.MAX_NESTING) {
            throw new IllegalArgumentException(
                    PREFIX + "nesting must be at most " + WireJson.MAX_NESTING + ", not " + nesting);
        }
        Check.positive(PREFIX + "number-length", numberLength);
        Check.positive(PREFIX + "string-length", stringLength == null ? 1 : stringLength);
        Check.positive(PREFIX + "name-length", nameLength);
        Check.notNegative(PREFIX + "idle-time", idleTime.toMillis());
    }

    /** @throws IllegalArgumentException if a message of this length would always be too much */
    void requireRoomFor(DataSize message) {
        if (bytesPerSecond.toBytes() > 0 && byteBurst.compareTo(message) < 0) {
            throw new IllegalArgumentException(PREFIX + "byte-burst (" + byteBurst
                    + ") must not be below snorky.frontend.message-size (" + message + ")");
        }
    }

    ConnectionLimits ofConnections() {
        return new ConnectionLimits(connections, connectionsPerAddress, connectionsPerIdentity);
    }

    Rates rates() {
        return new Rates(
                messagesPerSecond, messageBurst, bytesPerSecond.toBytes(), byteBurst.toBytes(), refusedMessages);
    }

    /** Reads messages of at most this length. */
    JsonMapper reader(DataSize message) {
        return WireJson.mapper(
                nesting, numberLength, stringLength == null ? Math.toIntExact(message.toBytes()) : stringLength);
    }
}
