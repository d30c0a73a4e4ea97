package org.snorky.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGroupTests {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1,           2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1,           2001:0DB8:0001:0002:0:0:0:0001",
        "fe80::1%eth0,              fe80::2",
        "[2001:db8::1],             2001:db8::2",
        "::ffff:192.0.2.1,          192.0.2.1",
    })
    void isTheSameForAddressesOfOneClient(String one, String other) {
        assertThat(AddressGroup.of(one)).isEqualTo(AddressGroup.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "192.0.2.1,       192.0.2.2",
        "::1,             127.0.0.1",
    })
    void tellsClientsFromEachOther(String one, String other) {
        assertThat(AddressGroup.of(one)).isNotEqualTo(AddressGroup.of(other));
    }

    @ParameterizedTest
    @CsvSource({"unknown", "''", "1.2.3", "a:b:c", "::g", "fe80::1%no-such-interface", "host.example.invalid"})
    void standsForItselfWhereItIsNoAddress(String text) {
        assertThat(AddressGroup.of(text).text()).isEqualTo(text);
    }
}
