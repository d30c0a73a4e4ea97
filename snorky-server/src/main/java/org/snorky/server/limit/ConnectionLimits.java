package org.snorky.server.limit;

/**
 * How many connections there may be; 0 stands for no limit.
 *
 * @param total of all clients
 * @param perAddress from one {@link AddressGroup}
 * @param perIdentity of one identity
 */
public record ConnectionLimits(int total, int perAddress, int perIdentity) {

    /** As many as come. */
    public static final ConnectionLimits UNLIMITED = new ConnectionLimits(0, 0, 0);
}
