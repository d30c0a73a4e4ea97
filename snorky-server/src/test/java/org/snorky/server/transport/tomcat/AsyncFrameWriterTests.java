package org.snorky.server.transport.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.server.transport.socket.FrameWriterContract;

/** The way that every container has, tried on the same. */
class AsyncFrameWriterTests extends FrameWriterContract {

    private static SmallTomcat tomcat;

    @BeforeAll
    static void start(@TempDir Path folder) throws LifecycleException {
        tomcat = new SmallTomcat(folder, new Connector(), false, SocketFactory.getDefault());
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
        assertThat(connection.writer()).isNotInstanceOf(TomcatFrameWriter.class);
        connection.client().close();
    }
}
