package org.snorky.server.transport.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.transport.socket.FrameWriterContract;

class TomcatFrameWriterTests extends FrameWriterContract {

    private static SmallTomcat tomcat;

    @BeforeAll
    static void start(@TempDir Path folder) throws LifecycleException {
        tomcat = new SmallTomcat(folder, new Connector(), true, SocketFactory.getDefault());
    }

    @AfterAll
    static void stop() throws LifecycleException {
        tomcat.close();
    }

    @Override
    protected Connection connect() throws IOException {
        return tomcat.connect();
    }

    @Test
    void isTheWriterThatIsTried() throws IOException {
        Connection connection = connect();
        assertThat(connection.writer()).isInstanceOf(TomcatFrameWriter.class);
        connection.client().close();
    }

    @Test
    void clientsThatAskAndTakeNothingHoldNoThreadOfTheContainer() throws Exception {
        OutboundMessage large = OutboundMessage.ofUtf8("x".repeat(12_000_000).getBytes(StandardCharsets.US_ASCII));
        List<Connection> hostile = new ArrayList<>();
        for (int i = 0; i < 3 * SmallTomcat.THREADS; i++) {
            hostile.add(connect());
        }
        for (Connection each : hostile) {
            each.writer().write(List.of(large), failure -> {});
        }
        for (Connection each : hostile) {
            each.client().ping();
        }

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tomcat.port() + "/hello"))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("hello");
        for (Connection each : hostile) {
            each.client().close();
        }
    }
}
