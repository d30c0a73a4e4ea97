package org.snorky.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.peer.spring.Broadcaster;
import org.snorky.benchmarks.peer.spring.StompBroker;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/** What an application with Spring alone would do. It has no recovery, and its clients are not authenticated. */
final class SpringPeer implements Peer {

    private final String name;
    private final String description;
    private final Class<?> application;
    private final IntFunction<Dialect> dialect;

    private SpringPeer(String name, String description, Class<?> application, IntFunction<Dialect> dialect) {
        this.name = name;
        this.description = description;
        this.application = application;
        this.dialect = dialect;
    }

    /** A loop over the sessions. */
    static SpringPeer broadcaster() {
        return new SpringPeer(
                "spring-websocket",
                "Spring on Tomcat, a TextWebSocketHandler that sends to each session in a loop",
                Broadcaster.class,
                WordsDialect::new);
    }

    /** The broker that comes with Spring. */
    static SpringPeer stomp() {
        return new SpringPeer(
                "spring-stomp",
                "Spring on Tomcat, STOMP with the simple broker, messages in order",
                StompBroker.class,
                StompDialect::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public PeerServer start(Launch launch) throws IOException, InterruptedException {
        int port = launch.ports().getAsInt();
        ServerProcess server = ServerProcess.start(
                launch.folder(),
                Map.of(),
                Jvm.command(
                        launch,
                        List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                application.getName(),
                                "--server.address=127.0.0.1",
                                "--server.port=" + port,
                                "--server.tomcat.max-connections=" + (launch.connections() + 1000),
                                "--server.tomcat.accept-count=4096")));
        String version = "Spring " + SpringVersion.getVersion() + ", Boot " + SpringBootVersion.getVersion()
                + " on Java " + System.getProperty("java.version");
        return RunningPeer.awaiting(server, port, new RunningPeer(server, version, dialect.apply(port), Jvm::collect));
    }
}
