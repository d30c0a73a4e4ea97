package org.snorky.server.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A network address as far as it tells clients from each other: of IPv6 the first 64 bits, since whoever has one address of
 * a network has all of them.
 */
public record AddressGroup(String text) {

    private static final int NETWORK_BYTES = 8;

    /** @param address as text; one that is none stands for itself */
    public static AddressGroup of(String address) {
        if (address.indexOf(':') < 0) {
            return new AddressGroup(address);
        }
        try {
            // Of what has a colon nothing is looked up by name.
            InetAddress parsed = InetAddress.getByName(address);
            return new AddressGroup(parsed instanceof Inet6Address six ? network(six) : parsed.getHostAddress());
        } catch (UnknownHostException none) {
            return new AddressGroup(address);
        }
    }

    private static String network(Inet6Address address) {
        byte[] bytes = address.getAddress();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < NETWORK_BYTES; i += 2) {
            text.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                    .append(':');
        }
        return text.append(":/64").toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
