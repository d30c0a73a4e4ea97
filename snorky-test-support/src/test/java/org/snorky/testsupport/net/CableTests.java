package org.snorky.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CableTests {

    private ServerSocket server;
    private Cable cable;

    @BeforeEach
    void lay() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        cable = new Cable(server.getLocalPort());
    }

    @AfterEach
    void clear() throws IOException {
        cable.close();
        server.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            accepted.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void endsConnectionsWhenCut() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            cable.cut();

            assertThat(ended(client)).isTrue();
            assertThat(ended(accepted)).isTrue();
            try (Socket another = connect()) {
                assertThat(ended(another)).isTrue();
            }
        }
    }

    @Test
    void carriesAgainWhenMended() throws IOException {
        cable.cut();
        cable.mend();
        carriesBytesBothWays();
    }

    @Test
    void resetsConnectionsAndTakesNewOnes() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            carriesOneByte(client, accepted);

            cable.reset();

            assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
            assertThatThrownBy(() -> accepted.getInputStream().read()).hasMessageContaining("reset");
        }
        carriesBytesBothWays();
    }

    @Test
    void leadsNewConnectionsElsewhereAndLeavesThoseThereAre() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                Socket before = connect();
                Socket acceptedBefore = server.accept()) {
            cable.lead(other.getLocalPort());

            try (Socket client = connect();
                    Socket accepted = other.accept()) {
                carriesOneByte(client, accepted);
                carriesOneByte(before, acceptedBefore);
            }
        }
    }

    @Test
    void holdsBackInSilenceWhatItCarriesWhenMended() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            carriesOneByte(client, accepted);
            cable.silence();
            client.getOutputStream().write(7);
            accepted.setSoTimeout(100);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            cable.mend();

            accepted.setSoTimeout(0);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void carriesNoFasterThanItIsThrottledTo() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            cable.throttle(1000);
            long start = System.nanoTime();
            client.getOutputStream().write(new byte[300]);

            accepted.getInputStream().readNBytes(300);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesOneSideBelievingUntilMended(Cable.Side believing) throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            carriesOneByte(client, accepted);
            Socket believer = believing == Cable.Side.NEAR ? client : accepted;
            Socket other = believing == Cable.Side.NEAR ? accepted : client;

            cable.strand(believing);

            assertThat(ended(other)).isTrue();
            believer.setSoTimeout(100);
            assertThatThrownBy(() -> believer.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            cable.mend();
            believer.setSoTimeout(0);
            assertThat(ended(believer)).isTrue();
        }
    }

    private static void carriesOneByte(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(1);
        assertThat(to.getInputStream().read()).isEqualTo(1);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), cable.port());
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
