package org.snorky.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerTests {

    private final List<Socket> clients = new ArrayList<>();
    private Named a;
    private Named b;
    private Balancer balancer;

    /** A server that says its name to whoever connects, and echoes after that. */
    private record Named(ServerSocket socket, Thread thread) implements AutoCloseable {

        static Named start(int name) throws IOException {
            ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(socket, name));
            thread.setDaemon(true);
            thread.start();
            return new Named(socket, thread);
        }

        private static void serve(ServerSocket socket, int name) {
            try {
                while (true) {
                    Socket accepted = socket.accept();
                    accepted.getOutputStream().write(name);
                    Thread echo = new Thread(() -> echo(accepted));
                    echo.setDaemon(true);
                    echo.start();
                }
            } catch (IOException closed) {
                // The test is over, or it is meant to be away.
            }
        }

        private static void echo(Socket accepted) {
            try (accepted) {
                accepted.getInputStream().transferTo(accepted.getOutputStream());
            } catch (IOException ended) {
                // By whoever connected.
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        /** The system listens until nobody waits for a connection any more. */
        @Override
        public void close() {
            try {
                socket.close();
                thread.join();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        a = Named.start('A');
        b = Named.start('B');
        balancer = new Balancer(List.of(a.port(), b.port()));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        balancer.close();
        a.close();
        b.close();
    }

    @Test
    void leadsToItsTargetsInTurn() throws IOException {
        assertThat(names(4)).isEqualTo("ABAB");
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        Socket client = connect();
        assertThat(client.getInputStream().read()).isEqualTo('A');

        client.getOutputStream().write('x');

        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    @Test
    void passesOverATargetThatIsAway() throws IOException {
        a.close();

        assertThat(names(3)).isEqualTo("BBB");
    }

    @Test
    void endsAConnectionThatNobodyTakes() throws IOException {
        a.close();
        b.close();

        assertThat(connect().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void leadsNobodyToATargetThatIsRemovedUntilItIsAddedAgain() throws IOException {
        balancer.remove(b.port());
        assertThat(names(3)).isEqualTo("AAA");

        balancer.add(b.port());
        balancer.add(b.port());
        assertThat(names(4)).isIn("ABAB", "BABA");
    }

    @Test
    void leavesATargetThatIsRemovedItsConnectionsUntilTheyAreCut() throws IOException {
        Socket toA = connect();
        assertThat(toA.getInputStream().read()).isEqualTo('A');
        Socket toB = connect();
        assertThat(toB.getInputStream().read()).isEqualTo('B');
        balancer.remove(a.port());
        toA.getOutputStream().write('x');
        assertThat(toA.getInputStream().read()).isEqualTo('x');

        balancer.cut(a.port());

        assertThat(ended(toA)).isTrue();
        toB.getOutputStream().write('x');
        assertThat(toB.getInputStream().read()).isEqualTo('x');
        await().untilAsserted(() -> assertThat(balancer.connections(a.port())).isZero());
        assertThat(balancer.connections(b.port())).isEqualTo(1);
    }

    @Test
    void endsWhatItCarriesWhenItCloses() throws IOException {
        Socket client = connect();
        assertThat(client.getInputStream().read()).isEqualTo('A');

        balancer.close();

        assertThat(ended(client)).isTrue();
    }

    private String names(int many) throws IOException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < many; i++) {
            names.append((char) connect().getInputStream().read());
        }
        return names.toString();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), balancer.port());
        clients.add(client);
        return client;
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
