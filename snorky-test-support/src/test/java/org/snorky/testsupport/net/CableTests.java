package org.snorky.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
