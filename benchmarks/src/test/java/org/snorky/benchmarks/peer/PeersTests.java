package org.snorky.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeersTests {

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(Peers.all())
                .extracting(Peer::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z-]+"));
    }

    @Test
    void sayHowToGetWhatIsMissing() {
        assertThat(new Installed("no-such-server").missing()).hasValueSatisfying(message -> assertThat(message)
                .contains("benchmarks/peers/install.sh no-such-server"));
    }
}
