package org.snorky.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.JsonKey;
import org.snorky.server.limit.ConnectionCounts.Owner;
import tools.jackson.databind.node.StringNode;

class ConnectionCountsTests {

    private final ConnectionCounts counts = new ConnectionCounts(new ConnectionLimits(4, 2, 2));

    private static Owner owner(String address, String identity) {
        return new Owner(AddressGroup.of(address), JsonKey.of(StringNode.valueOf(identity)));
    }

    private static Owner anonymous(String address) {
        return new Owner(AddressGroup.of(address), null);
    }

    @Test
    void countsByAddress() {
        assertThat(counts.enter(anonymous("10.0.0.1"))).isNull();
        assertThat(counts.enter(anonymous("10.0.0.1"))).isNull();
        assertThat(counts.enter(anonymous("10.0.0.1"))).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
        assertThat(counts.enter(anonymous("10.0.0.2"))).isNull();
    }

    @Test
    void countsByIdentityWhereverItIs() {
        assertThat(counts.enter(owner("10.0.0.1", "ann"))).isNull();
        assertThat(counts.enter(owner("10.0.0.2", "ann"))).isNull();
        assertThat(counts.enter(owner("10.0.0.3", "ann"))).isEqualTo(Limit.CONNECTIONS_PER_IDENTITY);
        assertThat(counts.enter(owner("10.0.0.3", "bob"))).isNull();
    }

    @Test
    void countsAll() {
        for (int i = 0; i < 4; i++) {
            assertThat(counts.enter(anonymous("10.0.0." + i))).isNull();
        }
        assertThat(counts.enter(anonymous("10.0.0.9"))).isEqualTo(Limit.CONNECTIONS);
    }

    @Test
    void givesAPlaceBackToWhoComesNext() {
        counts.enter(owner("10.0.0.1", "ann"));
        counts.enter(owner("10.0.0.1", "ann"));
        counts.leave(owner("10.0.0.1", "ann"));

        assertThat(counts.enter(owner("10.0.0.1", "ann"))).isNull();
    }

    @Test
    void keepsNothingOfThoseWhoHaveLeft() {
        for (int i = 0; i < 100; i++) {
            counts.enter(owner("10.0.1." + i, "user " + i));
            counts.leave(owner("10.0.1." + i, "user " + i));
        }

        assertThat(counts.total()).isZero();
        assertThat(counts.addresses()).isZero();
        assertThat(counts.mostPerAddress()).isZero();
    }

    @Test
    void whoIsRefusedIsNotCounted() {
        counts.enter(anonymous("10.0.0.1"));
        counts.enter(anonymous("10.0.0.1"));
        counts.enter(anonymous("10.0.0.1"));

        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.mostPerAddress()).isEqualTo(2);
    }

    @Test
    void zeroIsNoLimit() {
        ConnectionCounts unlimited = new ConnectionCounts(ConnectionLimits.UNLIMITED);
        for (int i = 0; i < 1000; i++) {
            assertThat(unlimited.enter(owner("10.0.0.1", "ann"))).isNull();
        }
    }
}
